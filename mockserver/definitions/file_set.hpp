#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "mockserver/definitions/engine.hpp"

namespace tetra::definitions {

/// How much there is per engine.
enum class Set {
  small,  ///< 12 files, about 2 MB, the largest 1 MB: for scenarios
  full,   ///< more than 200 files and 120 MiB, three of them large
};

/// The bytes of one revision of one file: what counter_bytes takes. Equal keys mean equal bytes.
struct Content {
  std::uint64_t key = 0;
  std::uint64_t size = 0;
};

/// One file through all releases. It changes every `period` releases; in between its bytes stay.
struct File {
  std::string path;  ///< below avx/, for example `Plugins/7zip.xmd`
  std::uint64_t identity = 0;
  std::uint64_t base_size = 0;
  std::uint32_t period = 1;
  std::uint32_t phase = 0;

  std::uint32_t revision(std::uint32_t release) const { return (release + phase) / period; }
  /// The release that brought what the file is in that release.
  std::uint32_t since(std::uint32_t release) const;
  /// Sizes differ by up to 1/64 from revision to revision.
  Content content(std::uint32_t release) const;
};

/// Which files there are: the same paths for every seed and engine, with sizes, periods and bytes
/// of their own. Names are made up.
class FileSet {
 public:
  FileSet(Set set, Engine engine, std::uint64_t seed);
  FileSet(FileSet&&) = default;  // a copy's index would point into the original
  FileSet& operator=(FileSet&&) = default;

  const std::vector<File>& files() const { return files_; }
  /// Exact, case-sensitive; nullptr where there is none. Lives as long as the set.
  const File* find(std::string_view path) const;

 private:
  std::vector<File> files_;
  std::unordered_map<std::string_view, std::size_t> index_;
};

/// The largest file of either set.
inline constexpr std::string_view kLargestFile = "Plugins/patterns.000";

}  // namespace tetra::definitions
