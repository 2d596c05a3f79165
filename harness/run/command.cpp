#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "harness/cell/resolver_files.hpp"
#include "harness/run/play.hpp"

namespace tetra::run {
namespace {

void write_file(const std::filesystem::path& path, const std::string& content) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << content;
  if (!out.flush()) throw std::runtime_error("can't write " + path.string());
}

std::string seconds(Duration duration) {
  return fmt::format("{:g}", static_cast<double>(duration.count()) / 1e9);
}

std::string policy_value(const scenario::Scenario& scenario, const std::string& key) {
  const auto found = scenario.policy.find(key);
  return found == scenario.policy.end() ? "1" : found->second;
}

// Whether the client's file has that placeholder anywhere: what it stands for is made only then.
bool mentions(const clients::Client& client, std::string_view placeholder) {
  const std::string braced = fmt::format("{{{}}}", placeholder);
  const auto in_text = [&](const std::string& text) {
    return text.find(braced) != std::string::npos;
  };
  const auto in_list = [&](const std::vector<std::string>& texts) {
    return std::ranges::any_of(texts, in_text);
  };
  const auto in_values = [&](const std::map<std::string, std::string>& map) {
    return std::ranges::any_of(map, [&](const auto& entry) { return in_text(entry.second); });
  };
  return in_list(client.command) || in_values(client.environment) || in_values(client.files) ||
         std::ranges::any_of(client.arguments,
                             [&](const auto& some) { return in_list(some.arguments); }) ||
         std::ranges::any_of(client.options,
                             [&](const auto& option) { return in_list(option.second); });
}

}  // namespace

std::string client_folder(const clients::Client& client) {
  std::error_code ec;
  return client.file.empty() ? ""
                             : std::filesystem::absolute(client.file, ec).parent_path().string();
}

cell::CellSpec cell_for(const world::Blueprint& blueprint) {
  cell::CellSpec spec;
  if (blueprint.network != world::Network::documentation) return spec;
  for (const std::string& address : world::all_documentation_addresses())
    spec.addresses.push_back(asio::ip::make_address(address));
  for (const std::string& address : world::endpoint_addresses())
    spec.sources.push_back(asio::ip::make_address(address));
  cell::Resolver resolver;
  resolver.nameserver = asio::ip::make_address(world::documentation_addresses("dns").front());
  resolver.attempts = 1;
  // Half of the client's patience, as it is for a user whose download has 10 s and whose resolver
  // has its 5.
  resolver.timeout_s = static_cast<unsigned>(std::clamp<std::int64_t>(
      std::chrono::duration_cast<std::chrono::seconds>(blueprint.scenario.timeout).count() / 2, 1,
      5));
  spec.files = cell::resolver_files(resolver);
  std::string& bundle = spec.files["/etc/ssl/certs/ca-certificates.crt"];
  for (const world::TrustedRoot& root : world::trusted_roots(blueprint)) {
    bundle += root.pem;
    spec.files["/etc/ssl/certs/" + root.hash_name] = root.pem;
  }
  return spec;
}

std::map<std::string, std::string> placeholders_for(const world::World& world, const Case& a_case,
                                                    const Setting& setting,
                                                    const std::string& folder) {
  const scenario::Scenario& scenario = *a_case.scenario;
  std::map<std::string, std::string> all = world.placeholders();
  const std::string route(scenario::to_string(scenario.route));
  const bool socks = route.starts_with("socks");
  const bool proxied = socks || scenario.route == scenario::Route::http_proxy ||
                       scenario.route == scenario::Route::https_proxy;
  all["route"] = route;
  all["route.proxy.type"] = socks                                            ? route
                            : scenario.route == scenario::Route::https_proxy ? "https"
                            : proxied                                        ? "http"
                                                                             : "";
  for (const char* part : {"host", "port"})
    all[fmt::format("route.proxy.{}", part)] =
        proxied ? all[fmt::format("{}.{}", socks ? "socks" : "proxy", part)] : "";
  const bool gives_login = proxied || scenario.route == scenario::Route::pac;
  for (const char* part : {"user", "password"})
    all[fmt::format("route.proxy.{}", part)] =
        gives_login ? all[fmt::format("proxy.{}", part)] : "";
  all["route.pac.url"] = scenario.route == scenario::Route::pac ? all["pac.url"] : "";
  for (const char* key : {"crlc", "verifypeer", "verifyhost"})
    all[fmt::format("policy.{}", key)] = policy_value(scenario, key);
  all["timeout.s"] = seconds(scenario.timeout);
  all["timeout.whole-s"] = std::to_string(std::max<Duration::rep>(
      1, std::chrono::duration_cast<std::chrono::seconds>(scenario.timeout).count()));
  all["timeout.half-s"] = seconds(scenario.timeout / 2);
  all["timeout.quarter-s"] = seconds(scenario.timeout / 4);
  all["home"] = folder;
  all["ca.file"] = folder + "/ca.pem";
  all["client-certificate.file"] = folder + "/client-certificate.pem";
  all["wrong-client-certificate.file"] = folder + "/wrong-client-certificate.pem";
  all["definitions-key.file"] = folder + "/definitions-key.pem";
  all["tetralab"] = setting.program;
  all["client.folder"] = client_folder(*a_case.client);
  if (const auto made = setting.prepared.find(a_case.client->name); made != setting.prepared.end())
    all["prepared.folder"] = made->second;
  for (const auto& [name, variable] : a_case.client->settings) {
    const char* value = std::getenv(variable.c_str());
    all["setting." + name] = value == nullptr ? "" : value;
  }
  return all;
}

std::vector<std::string> conditions_for(const scenario::Scenario& scenario, const Setting& setting,
                                        const std::map<std::string, std::string>& placeholders) {
  std::vector<std::string> conditions{
      std::string(scenario::to_string(scenario.route)), placeholders.at("server.scheme"),
      setting.isolation == cell::IsolationKind::ports_cell ? "ports" : "namespace"};
  if (!placeholders.at("proxy.login").empty()) conditions.emplace_back("login");
  return conditions;
}

std::vector<std::string> command_for(const clients::Client& client,
                                     const std::vector<std::string>& conditions,
                                     const std::vector<scenario::Option>& options,
                                     const std::map<std::string, std::string>& placeholders) {
  std::vector<std::string> argv;
  const auto add = [&](const std::vector<std::string>& arguments) {
    for (const std::string& argument : arguments)
      argv.push_back(clients::fill(argument, placeholders));
  };
  for (const std::string& word : client.command) {
    if (word != "{arguments}") {
      argv.push_back(clients::fill(word, placeholders));
      continue;
    }
    for (const clients::ConditionalArguments& some : client.arguments) {
      if (std::find(conditions.begin(), conditions.end(), some.condition) != conditions.end())
        add(some.arguments);
    }
    for (const scenario::Option& option : options) {
      if (const auto told = client.options.find(option.word); told != client.options.end())
        add(told->second);
    }
  }
  return argv;
}

void write_files(const world::World& world, const clients::Client& client,
                 const std::map<std::string, std::string>& placeholders,
                 const std::string& folder) {
  write_file(folder + "/ca.pem", world.root_pem());
  write_file(folder + "/definitions-key.pem", world.tree().signing_key_pem());
  for (const auto& [name, issuer] :
       {std::pair("client-certificate.file", certs::Authority::intermediate),
        std::pair("wrong-client-certificate.file", certs::Authority::unknown_intermediate)}) {
    if (mentions(client, name))
      write_file(placeholders.at(name), world.client_certificate_pem(issuer));
  }
  for (const auto& [path, content] : client.files)
    write_file(clients::fill(path, placeholders), clients::fill(content, placeholders));
}

}  // namespace tetra::run
