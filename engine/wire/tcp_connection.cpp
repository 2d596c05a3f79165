#include "engine/wire/tcp_connection.hpp"

#include <linux/sockios.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <boost/asio/write.hpp>
#include <cerrno>
#include <sstream>

#include "engine/wire/spawn.hpp"

namespace tetra::wire {
namespace {

using namespace std::chrono_literals;

// So many reads and writes of a busy connection go straight to the kernel before the others get
// their turn: a turn of the loop costs more than the system call.
constexpr unsigned most_in_a_row = 16;

error_code last_error() {
  return error_code(errno, boost::system::system_category());
}

int unacknowledged(TcpSocket& socket) {
  int bytes = 0;
  if (::ioctl(socket.native_handle(), SIOCOUTQ, &bytes) != 0) return 0;
  return bytes;
}

// A slow peer gets every byte, however long it takes. One that stops reading never acknowledges:
// once nothing has moved for that long, the RST goes out all the same.
Task<> wait_until_delivered(TcpSocket& socket) {
  constexpr auto patience = 60s;
  auto deadline = Clock::now() + patience;
  auto tick = 50us;
  int left = unacknowledged(socket);
  while (socket.is_open() && left > 0 && Clock::now() < deadline) {
    co_await pause(tick);
    tick = std::min<std::chrono::microseconds>(tick * 2, 2000us);
    const int now = unacknowledged(socket);
    if (now < left) deadline = Clock::now() + patience;
    left = now;
  }
}

// close() must be explicit: Asio's destructor switches SO_LINGER off again and sends FIN.
error_code reset(TcpSocket& socket) {
  error_code ec;
  socket.set_option(asio::socket_base::linger(true, 0), ec);
  socket.close(ec);
  return ec;
}

std::string text_of(const asio::ip::tcp::endpoint& endpoint) {
  std::ostringstream out;
  out << endpoint;
  return out.str();
}

}  // namespace

TcpConnection::TcpConnection(TcpSocket socket) : socket_(std::move(socket)) {
  error_code ignored;
  socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
}

Task<IoResult> TcpConnection::read_some(asio::mutable_buffer into) {
  // Asio waits for the next epoll edge once a read came up short, and behind the end of a stream
  // there is none.
  if (peer_ended_) co_return IoResult{asio::error::eof, 0};
  if (more_waits_ && ++in_a_row_ < most_in_a_row) {
    const auto got = ::recv(socket_.native_handle(), into.data(), into.size(), MSG_DONTWAIT);
    if (got < 0 && errno != EAGAIN) co_return IoResult{last_error(), 0};
    more_waits_ = got == static_cast<ssize_t>(into.size());
    if (got > 0) co_return IoResult{error_code(), static_cast<std::size_t>(got)};
  }
  in_a_row_ = 0;
  auto [ec, n] = co_await socket_.async_read_some(into);
  peer_ended_ = ec == asio::error::eof;
  more_waits_ = !ec && n == into.size();
  co_return IoResult{ec, n};
}

// Unread bytes in our receive buffer would turn close() into RST, so read them away first.
Task<error_code> TcpConnection::finish() {
  error_code ec;
  socket_.shutdown(TcpSocket::shutdown_send, ec);
  if (!ec) co_await wait_until_closed(*this);
  socket_.close(ec);
  co_return error_code();
}

Task<IoResult> TcpConnection::write(asio::const_buffer bytes) {
  std::size_t sent = 0;
  if (++in_a_row_ < most_in_a_row) {
    const auto taken =
        ::send(socket_.native_handle(), bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    if (taken < 0 && errno != EAGAIN) co_return IoResult{last_error(), 0};
    sent = taken < 0 ? 0 : static_cast<std::size_t>(taken);
    if (sent == bytes.size()) co_return IoResult{error_code(), sent};
  }
  in_a_row_ = 0;
  auto [ec, n] = co_await asio::async_write(socket_, bytes + sent);
  co_return IoResult{ec, sent + n};
}

Task<error_code> TcpConnection::end(Ending how) {
  switch (how) {
    case Ending::clean:
    case Ending::truncated:
      co_return co_await finish();
    case Ending::reset:
      co_return reset(socket_);
    case Ending::reset_after_delivery:
      co_await wait_until_delivered(socket_);
      co_return reset(socket_);
    case Ending::silent:
      co_await wait_until_closed(*this);
      break;
  }
  error_code ec;
  socket_.close(ec);
  co_return ec;
}

Task<error_code> TcpConnection::end_sending() {
  error_code ec;
  socket_.shutdown(TcpSocket::shutdown_send, ec);
  co_return ec;
}

std::string TcpConnection::local_address() const {
  error_code ec;
  const auto endpoint = socket_.local_endpoint(ec);
  return ec ? std::string() : text_of(endpoint);
}

std::string TcpConnection::peer_address() const {
  error_code ec;
  const auto endpoint = socket_.remote_endpoint(ec);
  return ec ? std::string() : text_of(endpoint);
}

namespace {

// A local address that can't be had is left to the kernel's choice: whether there is a way is for
// connect() to say.
void bind_to_one(TcpSocket& socket, const asio::ip::tcp::endpoint& to,
                 const std::vector<asio::ip::address>& from) {
  for (const asio::ip::address& address : from) {
    if (address.is_v4() != to.address().is_v4()) continue;
    error_code ignored;
    socket.open(to.protocol(), ignored);
    socket.bind(asio::ip::tcp::endpoint(address, 0), ignored);
    return;
  }
}

}  // namespace

Task<std::pair<error_code, ConnectionPtr>> connect(asio::ip::tcp::endpoint to,
                                                   Clock::duration deadline,
                                                   std::vector<asio::ip::address> from) {
  // The timer's handler may run after this coroutine has gone: it only touches what it shares.
  struct Shared {
    TcpSocket* socket = nullptr;
    bool late = false;
  };
  const asio::any_io_executor executor = co_await asio::this_coro::executor;
  TcpSocket socket(executor);
  auto shared = std::make_shared<Shared>();
  shared->socket = &socket;
  Timer timer(executor);
  timer.expires_after(deadline);
  timer.async_wait([shared](error_code ec) {
    if (ec || shared->socket == nullptr) return;
    shared->late = true;
    error_code ignored;
    shared->socket->close(ignored);
  });
  bind_to_one(socket, to, from);
  auto [ec] = co_await socket.async_connect(to);
  shared->socket = nullptr;
  timer.cancel();
  if (shared->late) ec = asio::error::timed_out;
  ConnectionPtr made;
  if (!ec) made = std::make_unique<TcpConnection>(std::move(socket));
  co_return std::pair<error_code, ConnectionPtr>(ec, std::move(made));
}

}  // namespace tetra::wire
