#include "mockserver/definitions/file_set.hpp"

#include <fmt/format.h>

#include <span>

#include "mockserver/definitions/counter_bytes.hpp"

namespace tetra::definitions {
namespace {

constexpr std::uint64_t kKiB = 1024;
constexpr std::uint64_t kMiB = 1024 * kKiB;

// Files of one sort: sizes and periods lie between the two bounds. Where there are several, `{}` is
// the number.
struct Sort {
  std::string_view path;
  unsigned count;
  std::uint64_t least, most;
  std::uint32_t soonest, latest;
};

constexpr Sort kSmall[] = {
    {"engine.cfg", 1, 400, 600, 30, 60},
    {"Plugins/7zip.xmd", 1, 30'000, 40'000, 20, 60},
    {"Plugins/daily.sig", 1, 18'000, 22'000, 1, 1},
    {"Plugins/daily.txt", 1, 900, 1'100, 1, 1},
    {"Plugins/heur.rul", 1, 110'000, 130'000, 10, 30},
    {"Plugins/mail.xmd", 1, 30'000, 40'000, 20, 60},
    {"Plugins/names/families.idx", 1, 140'000, 160'000, 10, 30},
    {"Plugins/patterns.000", 1, 1'000'000, 1'000'000, 40, 80},
    {"Plugins/patterns.001", 1, 340'000, 360'000, 20, 40},
    {"Plugins/pdf.xmd", 1, 30'000, 40'000, 20, 60},
    {"Plugins/script.rul", 1, 60'000, 90'000, 10, 30},
    {"Plugins/zip.xmd", 1, 30'000, 40'000, 20, 60},
};

constexpr Sort kFull[] = {
    {"engine.cfg", 1, 400, 600, 100, 300},
    {"lang/messages.{:02}", 8, 2 * kKiB, 6 * kKiB, 200, 400},
    {"Plugins/7zip.xmd", 1, 30'000, 40'000, 60, 300},
    {"Plugins/daily.sig", 1, 18'000, 22'000, 1, 1},
    {"Plugins/daily.txt", 1, 900, 1'100, 1, 1},
    {"Plugins/format{:02}.xmd", 40, 8 * kKiB, 120 * kKiB, 60, 300},
    {"Plugins/heur{:02}.rul", 32, 10 * kKiB, 60 * kKiB, 40, 200},
    {"Plugins/names/families.{:02}", 10, 20 * kKiB, 80 * kKiB, 40, 200},
    {"Plugins/patterns.000", 1, 44 * kMiB, 44 * kMiB, 300, 400},
    {"Plugins/patterns.001", 1, 32 * kMiB, 32 * kMiB, 200, 300},
    {"Plugins/patterns.002", 1, 20 * kMiB, 20 * kMiB, 100, 200},
    {"Plugins/sig.{:03}", 120, 220 * kKiB, 380 * kKiB, 60, 300},
};

std::uint64_t between(std::uint64_t least, std::uint64_t most, std::uint64_t dice) {
  return least + dice % (most - least + 1);
}

File file_of(const Sort& sort, std::string path, std::uint64_t identity) {
  const auto period =
      static_cast<std::uint32_t>(between(sort.soonest, sort.latest, mix(identity, "period")));
  const auto phase = static_cast<std::uint32_t>(mix(identity, "phase") % period);
  return {std::move(path), identity, between(sort.least, sort.most, mix(identity, "size")), period,
          phase};
}

}  // namespace

std::uint32_t File::since(std::uint32_t release) const {
  const std::uint32_t first = revision(release) * period;
  return first > phase ? first - phase : 1;
}

Content File::content(std::uint32_t release) const {
  const std::uint64_t key = mix(identity, std::uint64_t{revision(release)});
  return {key, base_size + mix(key, "size") % (base_size / 64 + 1)};
}

FileSet::FileSet(Set set, Engine engine, std::uint64_t seed) {
  const std::uint64_t salt = mix(mix(seed, name_of(engine)), set == Set::small ? "small" : "full");
  for (const Sort& sort :
       set == Set::small ? std::span<const Sort>(kSmall) : std::span<const Sort>(kFull)) {
    for (unsigned n = 0; n < sort.count; ++n) {
      std::string path = fmt::format(fmt::runtime(sort.path), n);
      const std::uint64_t identity = mix(salt, path);
      files_.push_back(file_of(sort, std::move(path), identity));
    }
  }
  index_.reserve(files_.size());
  for (std::size_t n = 0; n < files_.size(); ++n) index_.emplace(files_[n].path, n);
}

const File* FileSet::find(std::string_view path) const {
  const auto found = index_.find(path);
  return found == index_.end() ? nullptr : &files_[found->second];
}

}  // namespace tetra::definitions
