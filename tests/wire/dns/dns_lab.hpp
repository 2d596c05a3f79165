#pragma once
#include <boost/asio/io_context.hpp>
#include <optional>
#include <string>
#include <vector>

#include "mockserver/dns/dns_events.hpp"
#include "mockserver/dns/server.hpp"
#include "tests/support/events.hpp"

namespace tetra::dns {

/// One question as a client would send it.
struct Ask {
  std::string name = "tetra-defs.amp.cisco.com";
  std::string type = "A";
  Transport transport = Transport::udp;
  std::uint16_t edns_size = 0;  ///< 0: without an OPT record
};

/// What came back to it.
struct Exchange {
  struct Datagram {
    std::string bytes;
    bool before_probe = false;  ///< came before the answer to a question that was asked after it
    bool from_asked_port = true;
  };
  std::vector<Datagram> replies;  ///< without those to the probe; over TCP without the length
  std::optional<std::uint16_t> tcp_length;
  bool tcp_refused = false, tcp_eof = false, tcp_reset = false;

  const std::string& bytes() const;
};

/// A DNS server with a raw client, on one thread. Every wait has a deadline of 5 s.
class DnsLab {
 public:
  static constexpr std::uint16_t id = 0x1234;

  /// `fault` empty: a healthy server. Otherwise the fault acts on everything but the probe's name.
  DnsLab(const std::string& fault, const Node& parameters, fault::Trigger trigger = {});
  ~DnsLab();

  /// Asks, then at once asks the probe's name the same way; collects until the probe is answered
  /// (so that silence needs no waiting) and, over UDP, at least `replies` replies have come.
  Exchange ask(const Ask& what = {}, std::size_t replies = 0);
  /// The same with a datagram of any bytes.
  Exchange ask_udp(const std::string& datagram, std::size_t replies = 0);
  void start_attempt(std::uint64_t number) { clockwork.attempt = number; }

  journal::Journal journal;
  fault::Clockwork clockwork;
  asio::io_context io{1};
  fault::Plan<Fault> plan{clockwork};
  std::uint16_t port = 0;

 private:
  Exchange ask_tcp(const Ask& what);
  void run_once();
  int udp_socket() const;
  bool collect(int socket, Exchange& seen);

  std::optional<Server> server_;
};

/// The bytes of a question. Names are written as they are given.
std::string question(const Ask& what, std::uint16_t id);
/// The same with its length before it.
std::string framed(const std::string& message);
/// The zone that every test serves.
Zone test_zone();

}  // namespace tetra::dns
