// What clients are told of a world, in words that client files put in braces.
#include <fmt/format.h>

#include <algorithm>

#include "engine/base/text.hpp"
#include "world/world.hpp"

namespace tetra::world {
namespace {

struct ServerUrl {
  std::string scheme, host;
  std::uint16_t port = 443;
};

// The loader has checked the scenario's `server`: a scheme, a host and perhaps a port.
ServerUrl split(std::string_view text) {
  ServerUrl url;
  const auto scheme = text.find("://");
  url.scheme = text.substr(0, scheme);
  url.port = url.scheme == "http" ? 80 : 443;
  std::string_view authority = text.substr(scheme + 3);
  authority = authority.substr(0, authority.find('/'));
  const auto bracket =
      authority.find(']');  // of an IPv6 address, which has colons of its own (RFC 3986 3.2.2)
  const auto colon = authority.find(':', bracket == std::string_view::npos ? 0 : bracket);
  url.host = authority.substr(0, colon);
  if (colon != std::string_view::npos)
    url.port = static_cast<std::uint16_t>(
        text::to_integer(authority.substr(colon + 1)).value_or(url.port));
  return url;
}

// The path of the largest payload of the current 64-bit release.
std::string largest_payload(const definitions::Tree& tree) {
  const auto engine = definitions::Engine::av64bit;
  const std::uint32_t version = tree.current(engine).id;
  std::string best;
  std::uint64_t most = 0;
  for (const definitions::ManifestEntry& entry : tree.manifest(engine, version).entries) {
    const auto payload = tree.payload(engine, version, entry.path);
    const std::uint64_t size = payload ? payload->gzip->size().value_or(0) : 0;
    if (size <= most) continue;
    most = size;
    best = entry.path;
  }
  return fmt::format("/av64bit_{}/avx/{}.gzip", version, best);
}

std::string path_for(const std::string& get, const definitions::Tree& tree) {
  const std::uint32_t version = tree.current(definitions::Engine::av64bit).id;
  if (get == "{payload}") return largest_payload(tree);
  if (get == "{manifest}") return fmt::format("/av64bit_{}/versions.dat", version);
  if (get == "{versions}") return "/av64bit/versions.id";
  constexpr std::string_view hole = "{version}";
  const auto at = get.find(hole);
  return at == std::string::npos
             ? get
             : std::string(get).replace(at, hole.size(), std::to_string(version));
}

// What a client that fetches one thing must fetch to meet the scenario's faults, when the scenario
// does not say: the first path that every `when: {path: …}` on the update server holds for. Without
// such a condition, a download or content fault needs a real file.
std::string chosen_get(const scenario::Scenario& scenario, const definitions::Tree& tree) {
  std::vector<std::string> conditions;
  const auto collect = [&](const std::vector<scenario::FaultUse>& faults) {
    for (const scenario::FaultUse& use : faults) {
      if (use.service == "update" && use.trigger.when.path)
        conditions.push_back(*use.trigger.when.path);
    }
  };
  collect(scenario.faults);
  for (const scenario::Attempt& attempt : scenario.attempts) collect(attempt.faults);
  using scenario::Stage;
  const bool about_files = scenario.stage == Stage::download || scenario.stage == Stage::content ||
                           scenario.stage == Stage::tunnel;
  if (conditions.empty()) return about_files ? "{payload}" : "/";
  for (const char* candidate : {"/", "{versions}", "{payload}", "{manifest}"}) {
    const std::string path = path_for(candidate, tree);
    if (std::all_of(conditions.begin(), conditions.end(),
                    [&](const std::string& glob) { return text::glob(glob, path); }))
      return candidate;
  }
  return "/";
}

std::string login_of(const scenario::Login& login) {
  switch (login.kind) {
    case scenario::Login::Kind::none:
      return {};
    case scenario::Login::Kind::right:
      return "tetra:lab";
    case scenario::Login::Kind::wrong:
      return "tetra:not-the-password";
    case scenario::Login::Kind::given:
      return login.user + ":" + login.password;
  }
  return {};
}

// What is spoken at a documentation port of a service.
std::string protocol_at(std::string_view service, std::uint16_t port, scenario::Route route) {
  if (service == "proxy")
    return route == scenario::Route::https_proxy ? "HTTP proxy, by TLS" : "HTTP proxy";
  if (service == "socks") return "SOCKS";
  return port == 443 ? "https" : "http";
}

}  // namespace

void World::fill_placeholders() {
  const scenario::Scenario& scenario = blueprint_.scenario;
  const bool loopback = blueprint_.network == Network::loopback;
  const ServerUrl server = split(scenario.server);
  auto& put = placeholders_;
  const auto real = [&](std::string_view service, std::uint16_t port) {
    return real_.at({documentation_addresses(service).front(), port});
  };
  const auto update = real("update", server.scheme == "http" ? 80 : 443);
  const std::uint16_t shown_port = loopback ? update.port() : server.port;
  const bool standard = shown_port == (server.scheme == "http" ? 80 : 443);
  put["server.scheme"] = server.scheme;
  put["update.host"] = server.host;
  put["update.port"] = std::to_string(shown_port);
  put["update.address"] = update.address().to_string();
  put["connect.address"] =
      fmt::format("{}:{}", loopback ? put["update.address"] : server.host, shown_port);
  put["update.url"] = fmt::format("{}://{}{}", server.scheme, server.host,
                                  standard ? "" : fmt::format(":{}", shown_port));
  put["get"] =
      path_for(scenario.get.empty() ? chosen_get(scenario, *blueprint_.tree) : scenario.get,
               *blueprint_.tree);
  put["url"] = put["update.url"] + put["get"];
  const auto proxy = real("proxy", 3128);
  put["proxy.host"] = loopback ? std::string(loopback_address) : std::string(name::proxy);
  put["proxy.port"] = std::to_string(proxy.port());
  put["proxy.login"] = login_of(scenario.login);
  put["proxy.user"] = put["proxy.login"].substr(0, put["proxy.login"].find(':'));
  put["proxy.password"] =
      put["proxy.login"].empty() ? "" : put["proxy.login"].substr(put["proxy.login"].find(':') + 1);
  const std::string login = put["proxy.login"].empty() ? "" : put["proxy.login"] + "@";
  const bool tls_to_proxy = scenario.route == scenario::Route::https_proxy;
  put["proxy.url"] = fmt::format("{}://{}{}:{}", tls_to_proxy ? "https" : "http", login,
                                 put["proxy.host"], put["proxy.port"]);
  const auto socks = real("socks", 1080);
  put["socks.host"] = loopback ? std::string(loopback_address) : std::string(name::socks);
  put["socks.port"] = std::to_string(socks.port());
  const auto pac = real("pac", 80);
  put["pac.address"] = pac.address().to_string();
  put["pac.port"] = std::to_string(pac.port());
  put["pac.url"] = loopback
                       ? fmt::format("http://{}:{}/proxy.pac", put["pac.address"], put["pac.port"])
                       : fmt::format("http://{}/proxy.pac", name::pac);
  put["dns.address"] =
      loopback ? std::string(loopback_address) : documentation_addresses("dns").front();
  put["dns.port"] = std::to_string(dns_port_);
  const auto ocsp = real("ocsp", 80);
  const auto crl = real("crl", 80);
  put["ocsp.url"] = loopback ? fmt::format("http://{}:{}", ocsp.address().to_string(), ocsp.port())
                             : fmt::format("http://{}", name::ocsp);
  put["crl.url"] = loopback ? fmt::format("http://{}:{}", crl.address().to_string(), crl.port())
                            : fmt::format("http://{}", name::crl);
  const std::uint32_t version = blueprint_.tree->current(definitions::Engine::av64bit).id;
  put["definitions.version"] = std::to_string(version);
  put["definitions.before"] = std::to_string(version - 1);
}

std::vector<std::pair<std::string, std::string>> World::addresses() const {
  std::vector<std::pair<std::string, std::string>> all;
  all.emplace_back("dns",
                   fmt::format("{}:{} (UDP and TCP)", placeholders_.at("dns.address"), dns_port_));
  for (const auto& [name, service] : services_) {
    for (const auto& endpoint : service->endpoints()) {
      const auto found = std::find_if(real_.begin(), real_.end(),
                                      [&](const auto& one) { return one.second == endpoint; });
      const std::string spoken =
          found == real_.end() ? std::string()
                               : protocol_at(name, found->first.second, blueprint_.scenario.route);
      all.emplace_back(
          name, fmt::format("{}:{} {}", endpoint.address().to_string(), endpoint.port(), spoken));
    }
  }
  return all;
}

}  // namespace tetra::world
