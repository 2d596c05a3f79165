#pragma once
#include <cstdio>
#include <memory>

namespace tetra::connector {

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
/// A file of the C library, closed whatever happens. To learn whether closing went well, release
/// it and call fclose.
using FilePtr = std::unique_ptr<std::FILE, CloseFile>;

}  // namespace tetra::connector
