#include "harness/judge/occasions.hpp"

#include <algorithm>

#include "engine/base/text.hpp"

namespace tetra::judge {
namespace {

std::string field(const SeenEvent& event, std::string_view key) {
  for (const auto& [name, value] : event.fields) {
    if (name == key) return value;
  }
  return {};
}

// `192.0.2.10:443`, `[2001:db8::10]:443`: without the port.
std::string host_of(const std::string& address) {
  const std::string host = address.substr(0, address.rfind(':'));
  return host.starts_with('[') ? host.substr(1, host.size() - 2) : host;
}

// At which event the layer's plan is asked.
std::vector<std::string_view> asked_at(const scenario::FaultUse& use) {
  const std::string_view layer = use.entry->info.layer;
  if (layer == "dns") return {"query"};
  if (layer == "tcp") return {"connection", "syn"};
  if (layer == "tls") return {"hello"};
  if (use.service == "socks") return {"connect"};
  return {"request"};
}

class Reading {
 public:
  explicit Reading(const scenario::FaultUse& use) : use_(use), kinds_(asked_at(use)) {}

  void read(const SeenEvent& event, std::uint64_t attempt) {
    if (event.service != use_.service) return;
    if (event.kind == "connection" || event.kind == "syn")
      addresses_[event.connection] = host_of(field(event, "to"));
    if (std::find(kinds_.begin(), kinds_.end(), event.kind) == kinds_.end()) return;
    Occasion one;
    one.attempt = attempt;
    one.connection = event.connection;
    one.at_ms = event.at_ms;
    const auto number = text::to_integer(field(event, event.kind == "query" ? "query" : "number"));
    one.request = number ? static_cast<std::uint64_t>(*number) : 0;
    if (event.kind == "connect") one.request = ++connects_;
    if (const auto address = addresses_.find(event.connection); address != addresses_.end())
      one.texts["address"] = address->second;
    read_texts(event, one.texts);
    found.push_back(std::move(one));
  }

  std::vector<Occasion> found;

 private:
  static void read_texts(const SeenEvent& event, std::map<std::string, std::string>& into) {
    if (event.kind == "request") {
      const std::string target = field(event, "target");
      into["path"] = target.substr(0, target.find('?'));
      into["host"] = text::lower(field(event, "host"));
      into["method"] = field(event, "method");
      into["user-agent"] = field(event, "User-Agent");
    } else if (event.kind == "query") {
      into["name"] = field(event, "name");
      into["type"] = field(event, "type");
    } else if (event.kind == "hello") {
      into["host"] = field(event, "server_name");
    } else if (event.kind == "connect") {
      into["host"] = host_of(field(event, "authority"));
    }
  }

  const scenario::FaultUse& use_;
  std::vector<std::string_view> kinds_;
  std::map<std::uint64_t, std::string> addresses_;  // of the services' connections
  std::uint64_t connects_ = 0;
};

bool concerns(const std::vector<std::size_t>& attempts, std::size_t attempt) {
  return attempts.empty() || std::find(attempts.begin(), attempts.end(), attempt) != attempts.end();
}

}  // namespace

Noun occasion_noun(const scenario::FaultUse& use) {
  const std::string_view layer = use.entry->info.layer;
  if (layer == "dns") return {"query", "queries"};
  if (layer == "tcp" || layer == "tls") return {"connection", "connections"};
  return {"request", "requests"};
}

std::vector<Occasion> occasions_of(const scenario::FaultUse& use, const Observation& observation,
                                   const std::vector<std::size_t>& attempts) {
  Reading reading(use);
  for (std::size_t n = 0; n < observation.attempts.size(); ++n) {
    for (const SeenEvent& event : observation.attempts[n].events) reading.read(event, n + 1);
  }
  std::erase_if(reading.found,
                [&](const Occasion& one) { return !concerns(attempts, one.attempt); });
  return std::move(reading.found);
}

std::size_t connections_to(const std::string& service, const Observation& observation,
                           const std::vector<std::size_t>& attempts) {
  std::size_t sum = 0;
  for (std::size_t n = 0; n < observation.attempts.size(); ++n) {
    if (!concerns(attempts, n + 1)) continue;
    const auto& events = observation.attempts[n].events;
    sum += static_cast<std::size_t>(
        std::count_if(events.begin(), events.end(), [&](const SeenEvent& event) {
          return event.service == service && (event.kind == "connection" || event.kind == "syn");
        }));
  }
  return sum;
}

}  // namespace tetra::judge
