#include "certs/der_damage.hpp"

#include <random>

namespace tetra::certs {
namespace {

std::string noise(std::uint64_t bytes) {
  std::mt19937 random(1);
  std::string all(bytes, '\0');
  for (char& byte : all) byte = static_cast<char>(random() & 0xFF);
  return all;
}

// X.690 8.1.3: the last byte of the outermost length, short form or long.
std::size_t end_of_length(const std::string& der) {
  const auto first = static_cast<unsigned char>(der.at(1));
  return first < 0x80 ? 1 : 1 + (first & 0x7FU);
}

}  // namespace

std::string damaged(std::string der, const DerDamage& damage) {
  switch (damage.kind) {
    case DerDamage::Kind::truncated:
      if (const auto at = damage.at.resolve(der.size()); at && *at < der.size()) der.resize(*at);
      break;
    case DerDamage::Kind::trailing:
      der += noise(damage.bytes);
      break;
    case DerDamage::Kind::garbage:
      return noise(damage.bytes);
    case DerDamage::Kind::wrong_tag:
      if (!der.empty()) der.front() = '\x31';
      break;
    case DerDamage::Kind::wrong_length:
      if (der.size() > 9) ++der[end_of_length(der)];
      break;
  }
  return der;
}

}  // namespace tetra::certs
