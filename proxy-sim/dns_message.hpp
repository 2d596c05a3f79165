#pragma once
#include <boost/asio/ip/address.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/wire/task.hpp"

namespace tetra::proxy {

/// How a name lookup came out.
enum class LookupOutcome {
  found,
  no_such_name,   ///< NXDOMAIN
  no_data,        ///< the name exists and has no address
  server_failed,  ///< SERVFAIL, REFUSED and the like, nobody listening, or a truncated answer
                  ///< without an address
  timed_out,      ///< no usable answer to any try
  bad_name,       ///< can not be asked for: a label above 63 bytes, a name above 255
};
std::string_view to_string(LookupOutcome outcome);

enum class RecordType { a = 1, aaaa = 28 };

/// What one answer says about one name.
struct Answer {
  LookupOutcome outcome = LookupOutcome::no_data;
  std::vector<asio::ip::address> addresses;  ///< in the order of the message
  std::string
      alias;  ///< with no_data: the name to ask for instead (RFC 1034 section 3.6.2), else empty
};

/// A recursive query in wire format (RFC 1035 section 4), or nullopt for a name that has none.
std::optional<std::string> query_bytes(std::uint16_t id, const std::string& name, RecordType type);
/// Reads the answer to that query; nullopt when the bytes are no answer to it (other id or
/// question, no DNS at all).
std::optional<Answer> read_answer(std::string_view bytes, std::uint16_t id, const std::string& name,
                                  RecordType type);

}  // namespace tetra::proxy
