#pragma once
#include <boost/system/error_code.hpp>

namespace tetra::wire {

/// The peer's SYNs to this listening TCP socket get no answer from now on, as behind a firewall that drops them; needs no rights.
/// Connections that were accepted before go on. Connections in the accept queue stay there, but hear nothing more.
boost::system::error_code swallow_syns(int listening_fd);

/// Answers SYNs again; a peer that still retransmits gets through with its next try (after 1 s, 3 s, 7 s … on Linux).
boost::system::error_code stop_swallowing(int listening_fd);

}  // namespace tetra::wire
