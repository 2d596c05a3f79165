#pragma once
#include <boost/asio/ip/address.hpp>
#include <map>
#include <string>

namespace tetra::cell {

/// How the C library in the cell asks for names (resolv.conf(5)).
struct Resolver {
  boost::asio::ip::address nameserver;
  unsigned timeout_s = 1;  ///< seconds for one query; the C library takes 1..30
  unsigned attempts = 2;   ///< 1..5
};

/// /etc/resolv.conf, /etc/hosts (localhost only) and /etc/nsswitch.conf (the machine's, with
/// `hosts: files dns`): path -> content, to be merged into CellSpec::files.
std::map<std::string, std::string> resolver_files(const Resolver& resolver);

}  // namespace tetra::cell
