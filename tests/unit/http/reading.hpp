#pragma once
#include <string>
#include <vector>

#include "engine/http/request_reader.hpp"
#include "tests/support/fake_connection.hpp"

namespace tetra::test {

/// What a reader made of one connection's bytes, request after request, until it stopped.
struct ReadAll {
  std::vector<http::Request> requests;
  http::RequestReader::Outcome last = http::RequestReader::Outcome::request;
  int refusal = 0;
  std::string written;  ///< by the reader itself: 100-continue
};

inline ReadAll read_all_of(std::vector<std::string> pieces) {
  FakeConnection peer(std::move(pieces));
  ReadAll all;
  run([&]() -> Task<> {
    http::RequestReader reader;
    while (all.last == http::RequestReader::Outcome::request) {
      http::Request request;
      all.last = co_await reader.read(peer, request);
      if (all.last == http::RequestReader::Outcome::request)
        all.requests.push_back(std::move(request));
    }
    all.refusal = reader.refusal_status();
  });
  all.written = peer.written();
  return all;
}

/// The bytes cut into pieces of that many.
inline std::vector<std::string> pieces_of(const std::string& bytes, std::size_t size) {
  std::vector<std::string> pieces;
  for (std::size_t at = 0; at < bytes.size(); at += size) pieces.push_back(bytes.substr(at, size));
  return pieces;
}

}  // namespace tetra::test
