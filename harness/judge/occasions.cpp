#include "harness/judge/occasions.hpp"

#include <algorithm>

#include "engine/base/text.hpp"
#include "engine/journal/kinds/http.hpp"
#include "engine/journal/kinds/transport.hpp"
#include "engine/journal/kinds/tunnel.hpp"

namespace tetra::judge {
namespace {

// `192.0.2.10:443`, `[2001:db8::10]:443`: without the port.
std::string host_of(const std::string& address) {
  const std::string host = address.substr(0, address.rfind(':'));
  return host.starts_with('[') ? host.substr(1, host.size() - 2) : host;
}

bool is_arrival(const SeenEvent& event) {
  return event.is<event::Connection>() || event.is<event::Syn>();
}

// Whether the layer's plan is asked at this event.
bool is_asked_at(const scenario::FaultUse& use, const SeenEvent& event) {
  const std::string_view layer = use.entry->info.layer;
  if (layer == "dns") return event.kind == event::word::query;
  if (layer == "tcp") return is_arrival(event);
  if (layer == "tls") return event.is<event::Hello>();
  if (use.service == "socks") return event.is<event::Connect>();
  return event.is<event::Request>();
}

class Reading {
 public:
  explicit Reading(const scenario::FaultUse& use) : use_(use) {}

  void read(const SeenEvent& event, std::uint64_t attempt) {
    if (event.service != use_.service) return;
    if (is_arrival(event))
      addresses_[event.connection] =
          host_of(event.text(&event::Connection::to) + event.text(&event::Syn::to));
    if (!is_asked_at(use_, event)) return;
    Occasion one;
    one.attempt = attempt;
    one.connection = event.connection;
    one.at_ms = event.at_ms;
    const auto number =
        text::to_integer(event.kind == event::word::query ? event.text(event::key::query)
                                                          : event.text(&event::Request::number));
    one.request = number ? static_cast<std::uint64_t>(*number) : 0;
    if (event.is<event::Connect>()) one.request = ++connects_;
    if (const auto address = addresses_.find(event.connection); address != addresses_.end())
      one.texts["address"] = address->second;
    read_texts(event, one.texts);
    found.push_back(std::move(one));
  }

  std::vector<Occasion> found;

 private:
  static void read_texts(const SeenEvent& event, std::map<std::string, std::string>& into) {
    if (event.is<event::Request>()) {
      const std::string target = event.text(&event::Request::target);
      into["path"] = target.substr(0, target.find('?'));
      into["host"] = text::lower(event.text(&event::Request::host));
      into["method"] = event.text(&event::Request::method);
      into["user-agent"] = event.text(&event::Request::user_agent);
    } else if (event.kind == event::word::query) {
      into["name"] = event.text(event::key::name);
      into["type"] = event.text(event::key::type);
    } else if (event.is<event::Hello>()) {
      into["host"] = event.text(&event::Hello::server_name);
    } else if (event.is<event::Connect>()) {
      into["host"] = host_of(event.text(&event::Connect::authority));
    }
  }

  const scenario::FaultUse& use_;
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
    sum += static_cast<std::size_t>(std::count_if(
        events.begin(), events.end(),
        [&](const SeenEvent& event) { return event.service == service && is_arrival(event); }));
  }
  return sum;
}

}  // namespace tetra::judge
