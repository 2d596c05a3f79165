#include "harness/cell/resolver_files.hpp"

#include <fstream>

#include "engine/base/text.hpp"

namespace tetra::cell {
namespace {

std::string resolv_conf(const Resolver& resolver) {
  return "nameserver " + resolver.nameserver.to_string() +
         "\noptions timeout:" + std::to_string(resolver.timeout_s) +
         " attempts:" + std::to_string(resolver.attempts) + '\n';
}

// Users and groups stay as the machine has them; names come from /etc/hosts and the lab's DNS
// alone.
std::string nsswitch_conf() {
  std::ifstream machine("/etc/nsswitch.conf");
  std::string kept;
  std::string line;
  while (std::getline(machine, line)) {
    if (!text::trim(line).starts_with("hosts:")) kept += line + '\n';
  }
  if (kept.empty()) kept = "passwd: files\ngroup: files\n";
  return kept + "hosts: files dns\n";
}

}  // namespace

std::map<std::string, std::string> resolver_files(const Resolver& resolver) {
  return {{"/etc/resolv.conf", resolv_conf(resolver)},
          {"/etc/hosts", "127.0.0.1 localhost\n::1 localhost ip6-localhost ip6-loopback\n"},
          {"/etc/nsswitch.conf", nsswitch_conf()}};
}

}  // namespace tetra::cell
