#include "harness/select/data_folders.hpp"

#include <stdlib.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

namespace tetra::select {
namespace {

namespace fs = std::filesystem;

Result<std::string> make_below(const std::string& parent) {
  std::string path = parent + "/tetralab-XXXXXX";
  if (::mkdtemp(path.data()) == nullptr)
    return fail("bad-folder", {},
                "no folder can be made in " + parent + ": " + std::strerror(errno), "");
  return path;
}

}  // namespace

Result<void> prepare_kept(const std::string& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error)
    return fail("bad-folder", {},
                "the folder for evidence can't be made, " + folder + ": " + error.message(),
                "give --keep another one");
  const auto trial = make_below(folder);
  if (!trial) return fail("bad-folder", {}, trial.error().what, "give --keep another folder");
  fs::remove(*trial, error);
  return {};
}

}  // namespace tetra::select
