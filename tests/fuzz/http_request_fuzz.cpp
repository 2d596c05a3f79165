// Whatever bytes come, in whatever pieces: the reader gives requests, a refusal or an end, and
// keeps its bounds.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "engine/http/request_reader.hpp"
#include "tests/support/fake_connection.hpp"

namespace {

using tetra::http::RequestReader;

// The first byte says how long the pieces are.
std::vector<std::string> pieces_of(const std::uint8_t* data, std::size_t size) {
  std::vector<std::string> pieces;
  if (size == 0) return pieces;
  const std::size_t length = data[0] == 0 ? size : data[0];
  for (std::size_t at = 1; at < size; at += length) {
    pieces.emplace_back(reinterpret_cast<const char*>(data) + at, std::min(length, size - at));
  }
  return pieces;
}

void require(bool holds) {
  if (!holds) std::abort();
}

tetra::Task<> read_everything(tetra::test::FakeConnection& peer) {
  RequestReader reader;
  for (;;) {
    tetra::http::Request request;
    const RequestReader::Outcome outcome = co_await reader.read(peer, request);
    if (outcome != RequestReader::Outcome::request) {
      const int status = reader.refusal_status();
      require(status == 400 || status == 413 || status == 431);
      co_return;
    }
    require(!request.method.empty() && !request.target.empty());
    require(request.method == "CONNECT" || !request.path.empty());
    require(request.body.size() <= 1024 * 1024);
    require(request.version == 10 || request.version == 11);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  tetra::test::FakeConnection peer(pieces_of(data, size));
  tetra::test::run([&] { return read_everything(peer); });
  return 0;
}
