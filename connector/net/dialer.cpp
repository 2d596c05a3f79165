#include "connector/net/dialer.hpp"

namespace tetra::connector {

Connecting DirectDialer::dial(const Url& server) {
  return connect_to_host(server.host, server.port, network_, trace_);
}

}  // namespace tetra::connector
