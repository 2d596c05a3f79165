#pragma once
#include <string>

namespace tetra::run {

/// Removes what has that name in the folder `parent` (a descriptor): a file, a link, or a folder
/// with all that is in it, however deep and whatever rights a client left it. Follows no link.
/// Nothing of that name is fine. Returns 0 or the errno.
int remove_tree(int parent, const std::string& name);

/// Opens a folder below `parent` itself, not what a link of its name leads to. -1 and errno when it
/// is none.
int open_folder(int parent, const std::string& name);

}  // namespace tetra::run
