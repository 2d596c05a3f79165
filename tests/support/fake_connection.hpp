#pragma once
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/wire/connection.hpp"

namespace tetra::test {

/// A connection without a wire: reads give the scripted pieces one by one and then eof, writes are
/// kept.
class FakeConnection final : public wire::Connection {
 public:
  explicit FakeConnection(std::vector<std::string> pieces)
      : pieces_(pieces.begin(), pieces.end()) {}

  Task<wire::IoResult> read_some(asio::mutable_buffer into) override;
  Task<wire::IoResult> write(asio::const_buffer bytes) override;
  Task<error_code> end(wire::Ending how) override;
  Task<error_code> end_sending() override { co_return error_code(); }
  Connection& transport() override { return *this; }
  std::string local_address() const override { return "192.0.2.1:443"; }
  std::string peer_address() const override { return "192.0.2.2:40000"; }

  /// Everything that was written.
  const std::string& written() const { return written_; }
  const std::optional<wire::Ending>& ended() const { return ended_; }

 private:
  std::deque<std::string> pieces_;
  std::string written_;
  std::optional<wire::Ending> ended_;
};

/// Runs a coroutine to its end on a loop of its own; its exception is the caller's.
void run(std::function<Task<>()> work);

}  // namespace tetra::test
