#include "tests/support/fake_connection.hpp"

#include <boost/asio/io_context.hpp>

#include "engine/wire/spawn.hpp"

namespace tetra::test {

Task<wire::IoResult> FakeConnection::read_some(asio::mutable_buffer into) {
  while (!pieces_.empty() && pieces_.front().empty()) pieces_.pop_front();
  if (pieces_.empty()) co_return wire::IoResult{asio::error::eof, 0};
  std::string& piece = pieces_.front();
  const std::size_t n = piece.copy(static_cast<char*>(into.data()), into.size());
  piece.erase(0, n);
  co_return wire::IoResult{error_code(), n};
}

Task<wire::IoResult> FakeConnection::write(asio::const_buffer bytes) {
  written_.append(static_cast<const char*>(bytes.data()), bytes.size());
  co_return wire::IoResult{error_code(), bytes.size()};
}

Task<error_code> FakeConnection::end(wire::Ending how) {
  ended_ = how;
  co_return error_code();
}

void run(std::function<Task<>()> work) {
  asio::io_context context(1);
  wire::spawn(context.get_executor(), work());
  context.run();
}

}  // namespace tetra::test
