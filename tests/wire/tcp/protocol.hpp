#pragma once
#include "engine/wire/connection.hpp"
#include "tests/support/server.hpp"

namespace tetra::test {

/// A protocol that greets with `hello` and waits until the peer has gone.
inline Task<> greet(tcp::Arrival arrival) {
  const std::string hello = "hello";
  co_await arrival.connection->write(asio::buffer(hello));
  co_await wire::wait_until_closed(*arrival.connection);
}

}  // namespace tetra::test
