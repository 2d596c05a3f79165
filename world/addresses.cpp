#include "world/addresses.hpp"

namespace tetra::world {
namespace {

// "Several A records per name" (FACTS section 2, D): the update server has three.
const std::map<std::string, std::vector<std::string>, std::less<>>& table() {
  static const std::map<std::string, std::vector<std::string>, std::less<>> addresses{
      {"update", {"192.0.2.10", "192.0.2.11", "192.0.2.12"}},
      {"ocsp", {"192.0.2.20"}},
      {"crl", {"192.0.2.21"}},
      {"proxy", {"192.0.2.30"}},
      {"socks", {"192.0.2.31"}},
      {"pac", {"192.0.2.32"}},
      {"dns", {"192.0.2.53"}},
  };
  return addresses;
}

const std::map<std::string, std::vector<std::string>, std::less<>>& table_v6() {
  static const std::map<std::string, std::vector<std::string>, std::less<>> addresses{
      {"update", {"2001:db8::10", "2001:db8::11"}},
      {"ocsp", {"2001:db8::20"}},
      {"crl", {"2001:db8::21"}},
      {"proxy", {"2001:db8::30"}},
  };
  return addresses;
}

}  // namespace

const std::vector<std::string>& documentation_addresses(std::string_view service) {
  static const std::vector<std::string> none;
  const auto found = table().find(service);
  return found == table().end() ? none : found->second;
}

const std::vector<std::string>& documentation_addresses_v6(std::string_view service) {
  static const std::vector<std::string> none;
  const auto found = table_v6().find(service);
  return found == table_v6().end() ? none : found->second;
}

std::vector<boost::asio::ip::address> own_addresses(std::string_view service) {
  std::vector<boost::asio::ip::address> own;
  for (const auto* addresses :
       {&documentation_addresses(service), &documentation_addresses_v6(service)}) {
    if (!addresses->empty()) own.push_back(boost::asio::ip::make_address(addresses->front()));
  }
  return own;
}

const std::vector<std::string>& endpoint_addresses() {
  static const std::vector<std::string> addresses{"192.0.2.100", "2001:db8::100"};
  return addresses;
}

std::vector<std::string> all_documentation_addresses() {
  std::vector<std::string> all;
  for (const auto* some : {&table(), &table_v6()}) {
    for (const auto& [service, addresses] : *some)
      all.insert(all.end(), addresses.begin(), addresses.end());
  }
  return all;
}

}  // namespace tetra::world
