// Whatever bytes come behind the preface, in whatever pieces: the session gives requests or an end,
// answers what it can, and keeps its bounds.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "mockserver/http2/session.hpp"

namespace {

void answer_everything(tetra::h2::Session& session, const tetra::http::Response& response) {
  while (const auto asked = session.next_request()) {
    if (asked->request.body.size() > 1024 * 1024) std::abort();
    session.answer(asked->stream, response, asked->request.method == "HEAD", std::nullopt);
  }
  while (!session.output().empty()) continue;
  while (session.next_closed()) continue;
}

}  // namespace

// The first byte says how long the pieces are.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  tetra::http::Response response;
  response.body = tetra::bytes_of("body");
  tetra::h2::Session session;
  const std::size_t length = data[0] == 0 ? size : data[0];
  std::string rest = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
  rest.append(reinterpret_cast<const char*>(data) + 1, size - 1);
  for (std::string_view left = rest; !left.empty();
       left.remove_prefix(std::min(length, left.size()))) {
    if (!session.receive(left.substr(0, length))) break;
    answer_everything(session, response);
  }
  return 0;
}
