#pragma once
#include <sys/types.h>

#include "engine/base/result.hpp"

namespace tetra::cell {

/// Moves the calling (single-threaded) process into new network, mount, UTS and IPC namespaces and
/// its next child into a new PID namespace. True: in a new user namespace as well, so somebody
/// outside must call write_identity_maps before anything else is done. False: root where user
/// namespaces are refused, as the kernel does in a chroot (user_namespaces(7)).
Result<bool> unshare_namespaces();

/// Maps every id that this process has to itself in the user namespace of `process`, so that the
/// user stays itself. An ordinary user maps its own uid and gid only and gives up setgroups
/// (user_namespaces(7)). Called by the parent, outside.
Result<void> write_identity_maps(pid_t process);

/// Stops mounts of this mount namespace from reaching the machine's, in a chroot too.
Result<void> make_mounts_private();

}  // namespace tetra::cell
