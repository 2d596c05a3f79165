#include "mockserver/definitions/clamav_container.hpp"

#include <fmt/chrono.h>

#include <array>
#include <cstring>

#include "mockserver/definitions/counter_bytes.hpp"
#include "mockserver/definitions/fingerprint.hpp"
#include "mockserver/definitions/gzip.hpp"

namespace tetra::definitions {
namespace {

constexpr std::size_t kTarBlock = 512;
constexpr unsigned kSignatures = 1500;

void put(std::array<char, kTarBlock>& head, std::size_t at, std::string_view text) {
  std::memcpy(head.data() + at, text.data(), text.size());
}

/// One file in the tar format (POSIX ustar): a block of head, then the content in whole blocks.
std::string tar_member(std::string_view name, const std::string& content) {
  std::array<char, kTarBlock> head{};
  put(head, 0, name);
  put(head, 100, "0000644");
  put(head, 108, "0000000");
  put(head, 116, "0000000");
  put(head, 124, fmt::format("{:011o}", content.size()));
  put(head, 136, "00000000000");
  put(head, 148, "        ");
  put(head, 156, "0");
  put(head, 257, std::string_view("ustar\00000", 8));
  unsigned sum = 0;
  for (const char byte : head) sum += static_cast<unsigned char>(byte);
  put(head, 148, fmt::format("{:06o}", sum));
  head[154] = '\0';
  std::string member(head.data(), head.size());
  member += content;
  member.append((kTarBlock - content.size() % kTarBlock) % kTarBlock, '\0');
  return member;
}

std::string signatures(std::uint64_t seed) {
  std::string all;
  for (std::uint64_t n = 0; n < kSignatures; ++n) {
    all += fmt::format("{:016x}{:016x}:{}:Lab.Synthetic-{}\n", mix(seed, 2 * n),
                       mix(seed, 2 * n + 1), 1000 + n, n);
  }
  return all;
}

}  // namespace

std::string clamav_container(std::uint64_t seed, TimePoint made) {
  std::string tar =
      tar_member("synthetic.info", "ClamAV-VDB:made by a test lab, not by a vendor\n");
  tar += tar_member("synthetic.hdb", signatures(seed));
  tar.append(2 * kTarBlock, '\0');
  const std::string body = gzip(tar);
  const auto seconds = std::chrono::system_clock::to_time_t(made);
  // Build time, version, signatures, functionality level, MD5 of the body, digital signature,
  // builder, build time in seconds.
  std::string head = fmt::format("ClamAV-VDB:{:%d %b %Y %H-%M} +0000:1:{}:90:{}:none:synthetic:{}",
                                 fmt::gmtime(seconds), kSignatures, md5_hex(body), seconds);
  head.resize(kTarBlock, ' ');
  return head + body;
}

}  // namespace tetra::definitions
