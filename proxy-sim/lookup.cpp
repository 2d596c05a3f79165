#include "proxy-sim/lookup.hpp"

#include <array>
#include <memory>
#include <random>

namespace tetra::proxy {
namespace {

constexpr int most_hops = 8;

std::uint16_t new_id() {
  static std::random_device source;
  return static_cast<std::uint16_t>(source());
}

// One socket that gives up at a deadline.
class Asking {
 public:
  Asking(const asio::any_io_executor& executor, const Resolver& resolver)
      : resolver_(resolver), socket_(executor), timer_(executor) {}

  Task<Answer> ask(std::string name, RecordType type) {
    Answer answer;
    answer.outcome = LookupOutcome::bad_name;
    const std::uint16_t id = new_id();
    const std::optional<std::string> query = query_bytes(id, name, type);
    if (!query) co_return answer;
    for (int i = 0; i < resolver_.tries; ++i) {
      const bool sent = co_await send(*query);
      std::optional<Answer> got;
      if (sent) got = co_await receive(id, name, type);
      if (got) co_return *got;
    }
    answer.outcome = refused_ ? LookupOutcome::server_failed : LookupOutcome::timed_out;
    co_return answer;
  }

 private:
  void bind_to_one() {
    for (const asio::ip::address& address : resolver_.from) {
      error_code ignored;  // then it is the kernel's choice
      if (address.is_v4() == resolver_.server.address().is_v4())
        socket_.bind(asio::ip::udp::endpoint(address, 0), ignored);
    }
  }

  // A new port each try: a late answer to an earlier one can not be taken for this one's.
  Task<bool> send(const std::string& query) {
    error_code ec;
    socket_.close(ec);
    socket_ = wire::UdpSocket(timer_.get_executor());
    socket_.open(resolver_.server.protocol(), ec);
    bind_to_one();
    if (!ec) socket_.connect(resolver_.server, ec);
    if (ec) co_return false;
    auto [send_ec, n] = co_await socket_.async_send(asio::buffer(query));
    co_return !send_ec;
  }

  Task<std::optional<Answer>> receive(std::uint16_t id, std::string name, RecordType type) {
    const auto late = std::make_shared<bool>(false);
    timer_.expires_after(resolver_.patience);
    timer_.async_wait([late, socket = &socket_](error_code ec) {
      if (ec || *late) return;
      error_code ignored;
      socket->close(ignored);
    });
    std::optional<Answer> answer;
    std::array<char, 4096> bytes;
    error_code ec;
    while (!answer && !ec) {
      auto [read_ec, n] = co_await socket_.async_receive(asio::buffer(bytes));
      ec = read_ec;
      if (!ec) answer = read_answer(std::string_view(bytes.data(), n), id, name, type);
    }
    refused_ =
        !answer && ec == asio::error::connection_refused;  // ICMP says that nobody listens there
    *late = true;  // the timer's handler may still be queued: it must not touch the socket any more
    timer_.cancel();
    co_return answer;
  }

  const Resolver& resolver_;
  wire::UdpSocket socket_;
  wire::Timer timer_;
  bool refused_ = false;
};

}  // namespace

Task<Found> lookup(Resolver resolver, std::string name) {
  Found found;
  error_code not_an_address;
  const auto literal = asio::ip::make_address(name, not_an_address);
  if (!not_an_address) {
    found.outcome = LookupOutcome::found;
    found.addresses.push_back(literal);
    co_return found;
  }
  const asio::any_io_executor executor = co_await asio::this_coro::executor;
  Asking asking(executor, resolver);
  for (int hop = 0; hop < most_hops; ++hop) {
    Answer answer = co_await asking.ask(name, RecordType::a);
    if (answer.outcome == LookupOutcome::no_data && answer.alias.empty())
      answer = co_await asking.ask(name, RecordType::aaaa);
    found.outcome = answer.outcome;
    found.addresses = answer.addresses;
    if (answer.outcome != LookupOutcome::no_data || answer.alias.empty()) co_return found;
    name = answer.alias;
  }
  found.outcome = LookupOutcome::server_failed;  // a loop of aliases
  co_return found;
}

}  // namespace tetra::proxy
