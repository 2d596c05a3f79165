#pragma once
#include <sys/types.h>

#include <string>
#include <string_view>

#include "engine/base/result.hpp"
#include "harness/cell/fd.hpp"

namespace tetra::run {

/// A folder and a descriptor of it, from before its client started: what its path leads to
/// afterwards is the client's doing.
struct HeldFolder {
  std::string path;  ///< absolute
  cell::Fd held;
};

/// Makes `keep`/`scenario`/`name` anew; what an earlier run left there goes. Nothing outside of
/// `keep` is touched, whatever links there are. Problem `bad-folder`.
Result<HeldFolder> make_kept_folder(const std::string& keep, const std::string& scenario,
                                    const std::string& name);

/// Writes one file of a case's evidence into the folder. What a client left there under that name,
/// a link, a pipe, a folder, is removed and never written through. Problem `evidence-lost`.
Result<void> write_evidence_file(int folder, const std::string& name, std::string_view bytes,
                                 mode_t mode = 0644);

}  // namespace tetra::run
