#pragma once
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_datagram_socket.hpp>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/udp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>

namespace tetra {
namespace asio = boost::asio;
using boost::system::error_code;

/// What every coroutine of the lab returns. Runs on the world's one thread.
template <class T = void>
using Task = asio::awaitable<T>;

namespace wire {
// Every async call returns its error_code in a tuple; nothing throws across a wire.
using Token = asio::as_tuple_t<asio::use_awaitable_t<>>;
using Executor = Token::executor_with_default<asio::any_io_executor>;
using TcpSocket = asio::basic_stream_socket<asio::ip::tcp, Executor>;
using TcpAcceptor = asio::basic_socket_acceptor<asio::ip::tcp, Executor>;
using UdpSocket = asio::basic_datagram_socket<asio::ip::udp, Executor>;
using Clock = std::chrono::steady_clock;
using Timer = asio::basic_waitable_timer<Clock, asio::wait_traits<Clock>, Executor>;
}  // namespace wire
}  // namespace tetra
