// Prints how fast the definition tree makes its bytes. Measure with the release preset.
#include <fmt/format.h>

#include <array>
#include <chrono>
#include <functional>

#include "mockserver/definitions/counter_bytes.hpp"
#include "mockserver/definitions/gzip.hpp"
#include "mockserver/definitions/tree.hpp"

namespace {

using namespace tetra;
using namespace tetra::definitions;

double seconds_of(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

std::uint64_t drain(const ByteSource& source) {
  static std::array<char, 64 * 1024> piece;
  std::uint64_t offset = 0;
  while (const std::size_t n = source.read(offset, piece)) offset += n;
  return offset;
}

void rate(std::string_view what, double bytes, double seconds) {
  fmt::print("{:<44} {:>9.0f} MB/s\n", what, bytes / seconds / 1e6);
}
void time(std::string_view what, double seconds) {
  fmt::print("{:<44} {:>9.3f} ms\n", what, seconds * 1e3);
}

void measure(Set set, std::string_view name) {
  double made = 0;
  std::optional<Tree> tree;
  made = seconds_of([&] { tree.emplace(TreeOptions{.set = set}); });
  time(fmt::format("{}: make the tree", name), made);
  const std::string folder = fmt::format("/av64bit_{}/", tree->current(Engine::av64bit).id);
  time(fmt::format("{}: first versions.dat.gz (MD5 of all)", name),
       seconds_of([&] { tree->find(folder + "versions.dat.gz"); }));
  time(fmt::format("{}: first versions.sig", name),
       seconds_of([&] { tree->find(folder + "versions.sig"); }));
  time(fmt::format("{}: versions.dat.gz again", name),
       seconds_of([&] { tree->find(folder + "versions.dat.gz"); }));
  time(fmt::format("{}: warm one engine, all releases kept", name),
       seconds_of([&] { tree->warm(Engine::av64bit); }));
  std::uint64_t bytes = 0;
  const double all = seconds_of([&] {
    for (const File& file : tree->files(Engine::av64bit).files())
      bytes += drain(*tree->find(folder + "avx/" + file.path + ".gzip")->body);
  });
  rate(fmt::format("{}: every payload, {:.1f} MB", name, static_cast<double>(bytes) / 1e6),
       static_cast<double>(bytes), all);
}

}  // namespace

int main() {
  constexpr std::uint64_t kSize = 1'000'000'000;
  const BytesPtr plain = counter_bytes(1, kSize);
  rate("payload bytes", kSize, seconds_of([&] { drain(*plain); }));
  rate("payload as a stored gzip file", kSize,
       seconds_of([&] { drain(*stored_gzip(plain, [] { return 0U; })); }));
  rate("MD5", kSize / 5, seconds_of([&] { md5_hex(*counter_bytes(1, kSize / 5)); }));
  rate("CRC-32", kSize / 5, seconds_of([&] { crc32_of(*counter_bytes(1, kSize / 5)); }));
  measure(Set::small, "small");
  measure(Set::full, "full");
}
