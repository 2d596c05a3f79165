#include "connector/net/name_lookup.hpp"

#include <fmt/format.h>
#include <netdb.h>

#include <condition_variable>
#include <cstring>
#include <memory>
#include <mutex>
#include <thread>

#include "engine/base/text.hpp"

namespace tetra::connector {
namespace {

struct Answer {
  std::mutex mutex;
  std::condition_variable told;
  bool done = false;
  int error = 0;
  std::vector<SocketAddress> addresses;
};

std::vector<SocketAddress> copied(const addrinfo* list, std::uint16_t port) {
  std::vector<SocketAddress> addresses;
  for (; list != nullptr && addresses.size() < 32; list = list->ai_next) {
    SocketAddress address;
    address.length = list->ai_addrlen;
    address.port = port;
    std::memcpy(&address.storage, list->ai_addr, list->ai_addrlen);
    char text[NI_MAXHOST] = {};
    if (getnameinfo(list->ai_addr, list->ai_addrlen, text, sizeof text, nullptr, 0,
                    NI_NUMERICHOST) == 0)
      address.text = text;
    addresses.push_back(std::move(address));
  }
  return addresses;
}

void ask(const std::string& host, std::uint16_t port, Answer& answer) {
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* list = nullptr;
  const int error = getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &list);
  const std::lock_guard lock(answer.mutex);
  answer.error = error;
  if (error == 0) {
    answer.addresses = copied(list, port);
    freeaddrinfo(list);
  }
  answer.done = true;
  answer.told.notify_all();
}

/// Waits in slices, so that SIGTERM and the overall limit are seen.
bool wait_for(Answer& answer, std::unique_lock<std::mutex>& lock, const Limits& limits) {
  const auto end = std::min(std::chrono::steady_clock::now() + limits.lookup, limits.end);
  while (!answer.done) {
    const auto now = std::chrono::steady_clock::now();
    if (now >= end || (limits.stop != nullptr && *limits.stop)) return false;
    answer.told.wait_for(
        lock, std::min<std::chrono::nanoseconds>(end - now, std::chrono::milliseconds(100)));
  }
  return true;
}

Outcome unanswered(const std::string& host, const Limits& limits) {
  if (limits.stop != nullptr && *limits.stop)
    return failed(Cause::cancelled, "stopped during the name lookup");
  if (std::chrono::steady_clock::now() >= limits.end)
    return failed(Cause::time_limit, "the time limit ended during the name lookup");
  return failed(Cause::dns_timeout, fmt::format("no DNS answer for {} within {}", host,
                                                tetra::to_string(limits.lookup)));
}

Outcome refused(const std::string& host, int error) {
  const std::string detail = fmt::format("{}: {}", host, gai_strerror(error));
  if (error == EAI_NONAME || error == EAI_NODATA || error == EAI_ADDRFAMILY)
    return failed(Cause::dns_nxdomain, detail);
  return failed(Cause::dns_failed, detail);
}

}  // namespace

Lookup look_up(const std::string& host, std::uint16_t port, const Network& network, Trace& trace) {
  std::string name = host;
  std::uint16_t to_port = port;
  for (const ConnectTo& rule : network.connect_to) {
    if ((rule.host.empty() || text::equals_ignoring_case(rule.host, host)) &&
        (rule.port == 0 || rule.port == port)) {
      if (!rule.address.empty()) name = rule.address;
      if (rule.to_port != 0) to_port = rule.to_port;
      trace.step(Step::lookup_pinned, {{"host", host},
                                       {"port", std::to_string(port)},
                                       {"address", name},
                                       {"to_port", std::to_string(to_port)}});
      break;
    }
  }
  trace.step(Step::lookup, {{"host", name}});
  const auto answer = std::make_shared<Answer>();
  std::thread([answer, name, to_port] { ask(name, to_port, *answer); }).detach();
  std::unique_lock lock(answer->mutex);
  Lookup lookup;
  if (!wait_for(*answer, lock, network.limits)) {
    lookup.outcome = unanswered(name, network.limits);
  } else if (answer->error != 0) {
    lookup.outcome = refused(name, answer->error);
  } else {
    lookup.addresses = std::move(answer->addresses);
  }
  if (!lookup.outcome.ok()) {
    trace.step(Step::lookup_failed, {{"host", name}, {"why", lookup.outcome.detail}});
    return lookup;
  }
  std::vector<std::string> texts;
  for (const auto& address : lookup.addresses) texts.push_back(address.text);
  trace.step(Step::addresses, {{"host", name}, {"addresses", text::join(texts, ", ")}});
  return lookup;
}

}  // namespace tetra::connector
