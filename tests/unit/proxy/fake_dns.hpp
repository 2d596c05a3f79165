#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/wire/spawn.hpp"

namespace tetra::test {

/// A DNS server of a few lines for tests, on a free port of the loopback: its bytes are made by
/// hand, so that a mistake in ldns can not hide in both ends. Lives as long as the io_context runs.
class FakeDns {
 public:
  struct Query {
    std::string bytes;     ///< the whole message
    std::string name;      ///< lower case, without the final dot
    int type = 0;          ///< 1: A, 28: AAAA
    std::string question;  ///< the question section's bytes
  };
  /// The answer's bytes; nullopt: none.
  using Answer = std::function<std::optional<std::string>(const Query&)>;

  FakeDns(const asio::any_io_executor& executor, Answer answer)
      : shared_(std::make_shared<Shared>(executor, std::move(answer))) {
    wire::spawn(executor, run(shared_));
  }
  asio::ip::udp::endpoint endpoint() const { return shared_->socket.local_endpoint(); }
  int queries() const { return shared_->queries; }

  static std::string encode(const std::string& name) {
    std::string out;
    std::size_t from = 0;
    while (from < name.size()) {
      const std::size_t dot = std::min(name.find('.', from), name.size());
      out += static_cast<char>(dot - from);
      out += name.substr(from, dot - from);
      from = dot + 1;
    }
    return out + '\0';
  }
  /// One record, class IN, TTL 5.
  static std::string record(const std::string& owner, int type, const std::string& data) {
    const std::string fixed{'\0', static_cast<char>(type),       '\0', '\1', '\0', '\0', '\0', '\5',
                            '\0', static_cast<char>(data.size())};
    return encode(owner) + fixed + data;
  }
  static std::string a(const std::string& owner, std::initializer_list<int> address) {
    return record(owner, 1, std::string(address.begin(), address.end()));
  }
  static std::string cname(const std::string& owner, const std::string& target) {
    return record(owner, 5, encode(target));
  }
  /// A whole answer to the query: rcode and records.
  static std::string reply(const Query& query, int rcode, const std::vector<std::string>& records,
                           bool truncated = false) {
    std::string out = query.bytes.substr(0, 2);
    out += static_cast<char>(truncated ? 0x83 : 0x81);
    out += static_cast<char>(0x80 | rcode);
    out += std::string{'\0', '\1', '\0', static_cast<char>(records.size()), '\0', '\0', '\0', '\0'};
    out += query.question;
    for (const std::string& one : records) out += one;
    return out;
  }

 private:
  struct Shared {
    Shared(const asio::any_io_executor& executor, Answer how)
        : socket(executor, asio::ip::udp::endpoint(asio::ip::address_v4::loopback(), 0)),
          answer(std::move(how)) {}
    wire::UdpSocket socket;
    Answer answer;
    int queries = 0;
  };

  static Query parse(std::string bytes) {
    Query query;
    std::size_t at = 12;
    while (at < bytes.size() && bytes[at] != 0) {
      const auto length = static_cast<std::size_t>(bytes[at]);
      query.name += (query.name.empty() ? "" : ".") + bytes.substr(at + 1, length);
      at += length + 1;
    }
    query.question = bytes.substr(12, at + 5 - 12);
    query.type = bytes[at + 2];
    query.bytes = std::move(bytes);
    return query;
  }

  static Task<> run(std::shared_ptr<Shared> shared) {
    std::string bytes(512, '\0');
    asio::ip::udp::endpoint from;
    for (;;) {
      auto [ec, n] = co_await shared->socket.async_receive_from(asio::buffer(bytes), from);
      if (ec) co_return;
      ++shared->queries;
      const std::optional<std::string> out = shared->answer(parse(bytes.substr(0, n)));
      if (out) co_await shared->socket.async_send_to(asio::buffer(*out), from);
    }
  }

  std::shared_ptr<Shared> shared_;
};

}  // namespace tetra::test
