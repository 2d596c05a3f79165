#include "tests/wire/dns/dns_lab.hpp"

#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "mockserver/dns/ldns_handle.hpp"

namespace tetra::dns {
namespace {

using namespace std::chrono_literals;
constexpr auto patience = 5s;
constexpr std::uint16_t probe_id = 0x7777;
const Ask probe{"probe.lab", "A", Transport::udp, 0};

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

}  // namespace

const std::string& Exchange::bytes() const {
  static const std::string none;
  return replies.empty() ? none : replies.front().bytes;
}

Zone test_zone() {
  Zone zone;
  zone.add_origin("cisco.com");
  zone.add_a("tetra-defs.amp.cisco.com", {"192.0.2.10", "192.0.2.11", "192.0.2.12"});
  zone.add_a("probe.lab", {"192.0.2.99"});
  zone.add_a("dual.lab", {"192.0.2.20"});
  zone.add_aaaa("dual.lab", {"2001:db8::20"});
  zone.add_cname("alias.lab", "dual.lab");
  zone.add_reverse("192.0.2.10", "tetra-defs.amp.cisco.com");
  for (int i = 0; i < 60; ++i) zone.add_a("many.lab", {"198.51.100." + std::to_string(i + 1)});
  return zone;
}

std::string question(const Ask& what, std::uint16_t id) {
  std::string bytes(header_size, '\0');
  put16(bytes, 0, id);
  put16(bytes, 2, 0x0100);
  put16(bytes, 4, 1);
  bytes += wire_name(what.name);
  append16(bytes, static_cast<std::uint16_t>(ldns_get_rr_type_by_name(what.type.c_str())));
  append16(bytes, 1);
  if (what.edns_size == 0) return bytes;
  put16(bytes, 10, 1);
  bytes += '\0';
  append16(bytes, 41);
  append16(bytes, what.edns_size);
  return bytes + std::string(6, '\0');
}

std::string framed(const std::string& message) {
  std::string bytes;
  append16(bytes, static_cast<std::uint16_t>(message.size()));
  return bytes + message;
}

DnsLab::DnsLab(const std::string& fault, const Node& parameters, fault::Trigger trigger) {
  clockwork.journal = &journal;
  clockwork.ready = std::chrono::steady_clock::now();
  if (!fault.empty()) {
    const fault::Catalog::Entry* entry = fault::Catalog::instance().find("dns", fault);
    EXPECT_NE(entry, nullptr) << "no fault named " << fault;
    auto made = make_fault(*entry, parameters);
    EXPECT_TRUE(made) << to_string(made.error());
    if (!trigger.when.name) trigger.when.name = "**.com";
    plan.add(std::make_shared<fault::Armed>(
        fault::Armed{0, "dns", entry->info.id(), std::move(*made), {trigger, 1}, 0}));
  }
  server_.emplace(io.get_executor(), test_zone(), plan);
  const auto bound = server_->listen(asio::ip::address_v4::loopback(), 0);
  EXPECT_TRUE(bound.has_value());
  port = bound.value_or(0);
  server_->start();
}

DnsLab::~DnsLab() {
  server_.reset();
  io.poll();
}

void DnsLab::run_once() {
  io.restart();
  io.run_one_for(1ms);
}

int DnsLab::udp_socket() const {
  const int socket = ::socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0);
  const sockaddr_in any = loopback(0);
  EXPECT_EQ(::bind(socket, reinterpret_cast<const sockaddr*>(&any), sizeof any), 0);
  return socket;
}

// One datagram, if there is one; true when it is the probe's answer.
bool DnsLab::collect(int socket, Exchange& seen) {
  std::array<char, 65536> buffer;
  sockaddr_in from{};
  socklen_t length = sizeof from;
  const auto got = ::recvfrom(socket, buffer.data(), buffer.size(), 0,
                              reinterpret_cast<sockaddr*>(&from), &length);
  if (got < 0) return false;
  Exchange::Datagram datagram;
  datagram.bytes.assign(buffer.data(), static_cast<std::size_t>(got));
  datagram.from_asked_port = ntohs(from.sin_port) == port;
  if (got >= 2 && get16(datagram.bytes, 0) == probe_id) return true;
  seen.replies.push_back(std::move(datagram));
  return false;
}

Exchange DnsLab::ask(const Ask& what, std::size_t replies) {
  Exchange seen;
  return what.transport == Transport::tcp ? ask_tcp(what) : ask_udp(question(what, id), replies);
}

// Both questions at once on one connection: what comes before the probe's answer belongs to the
// first.
Exchange DnsLab::ask_tcp(const Ask& what) {
  Exchange seen;
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  const sockaddr_in to = loopback(port);
  if (::connect(socket, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) {
    seen.tcp_refused = errno == ECONNREFUSED;
    ::close(socket);
    return seen;
  }
  const std::string bytes = framed(question(what, id)) + framed(question(probe, probe_id));
  EXPECT_EQ(::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL),
            static_cast<ssize_t>(bytes.size()));
  const std::string mark = "\x77\x77";
  std::string stream;
  std::size_t end = std::string::npos;
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (end == std::string::npos && !seen.tcp_eof && !seen.tcp_reset &&
         std::chrono::steady_clock::now() < deadline) {
    run_once();
    std::array<char, 65536> buffer;
    const auto got = ::recv(socket, buffer.data(), buffer.size(), MSG_DONTWAIT);
    if (got > 0) stream.append(buffer.data(), static_cast<std::size_t>(got));
    seen.tcp_eof = got == 0;
    seen.tcp_reset = got < 0 && errno == ECONNRESET;
    end = stream.find(mark);
  }
  ::close(socket);
  EXPECT_TRUE(end != std::string::npos || seen.tcp_eof || seen.tcp_reset)
      << "neither an answer nor an end within 5 s";
  if (end != std::string::npos) stream.resize(end - 2);
  if (stream.size() < 2) return seen;
  seen.tcp_length = get16(stream, 0);
  seen.replies.push_back(Exchange::Datagram{stream.substr(2), true, true});
  return seen;
}

Exchange DnsLab::ask_udp(const std::string& datagram, std::size_t replies) {
  Exchange seen;
  const int socket = udp_socket();
  const sockaddr_in to = loopback(port);
  for (const std::string& bytes : {datagram, question(probe, probe_id)}) {
    ::sendto(socket, bytes.data(), bytes.size(), 0, reinterpret_cast<const sockaddr*>(&to),
             sizeof to);
  }
  bool probe_answered = false;
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (!(probe_answered && seen.replies.size() >= replies) &&
         std::chrono::steady_clock::now() < deadline) {
    run_once();
    const std::size_t before = seen.replies.size();
    if (collect(socket, seen)) probe_answered = true;
    if (seen.replies.size() > before) seen.replies.back().before_probe = !probe_answered;
  }
  EXPECT_TRUE(probe_answered) << "the probe was not answered within 5 s";
  ::close(socket);
  return seen;
}

}  // namespace tetra::dns
