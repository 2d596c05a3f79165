#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/quantity.hpp"
#include "engine/wire/connection.hpp"
#include "mockserver/dns/query.hpp"
#include "mockserver/dns/record.hpp"

namespace tetra::dns {

/// How an encoded reply leaves. The zero value sends it once, at once.
struct Dispatch {
  bool send = true;              ///< false: nothing leaves
  Duration delay{};              ///< kept back for that long
  unsigned copies = 1;           ///< UDP: sent so many times
  bool from_other_port = false;  ///< UDP: leaves from a port that was not asked
  bool refuse_tcp = false;  ///< UDP: before it leaves, TCP port 53 is closed until the next attempt
  std::optional<wire::Ending>
      end;  ///< TCP: the connection ends so, behind the reply if one is sent
  std::optional<std::uint16_t> tcp_length;  ///< TCP: the length prefix says this
  friend bool operator==(const Dispatch&, const Dispatch&) = default;
};

/// What is going to answer one query. The healthy one comes filled in; faults change it.
struct Reply {
  std::uint16_t id = 0;
  int rcode = 0;  ///< 0 to 4095; above 15 its upper bits go into the OPT record, which is then sent
                  ///< even if it was not asked for
  bool response = true, authoritative = true, truncated = false, recursion_desired = false,
       recursion_available = true;
  bool authentic_data = false, checking_disabled = false;
  unsigned opcode = 0;
  std::string question;  ///< wire form of the question section; empty: none
  std::vector<Record> answer, authority, additional;
  std::optional<Opt> edns;
  std::size_t limit =
      512;  ///< bytes; a longer message loses its records and gets TC (RFC 2181 section 9)
  /// Called on the encoded message, in order: for what no encoder would write.
  std::vector<std::function<void(std::string& bytes)>> edits;
  Dispatch dispatch;
};

/// What the zone answers, with every flag as a healthy resolver sets it.
Reply healthy_reply(const Query& query);
/// The message's bytes. Records that are not valid are left out.
std::string encode(const Reply& reply);

}  // namespace tetra::dns
