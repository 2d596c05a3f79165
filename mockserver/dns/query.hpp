#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace tetra::dns {

class Zone;

enum class Transport { udp, tcp };
std::string_view to_string(Transport transport);

/// The OPT pseudo record (RFC 6891 section 6.1).
struct Opt {
  std::uint16_t udp_size = 1232;
  std::uint8_t version = 0;
  bool dnssec_ok = false;
  friend bool operator==(const Opt&, const Opt&) = default;
};

/// One well-formed query, as a fault sees it.
struct Query {
  std::uint64_t number = 0;  ///< nth query to the service, from 1
  Transport transport = Transport::udp;
  std::uint16_t id = 0;
  bool recursion_desired = false, checking_disabled = false;
  std::string name;      ///< lower case, without the final dot; the root is empty
  std::string asked;     ///< as asked, with the final dot
  std::string question;  ///< the question section as it came: name, type, class
  std::uint16_t type = 0, klass = 0;
  std::string type_word;  ///< `A`, `AAAA` …
  std::optional<Opt> edns;
  const Zone* zone = nullptr;  ///< for faults that answer with another name's records
};

/// A message that is no query, and the bytes that RFC 1035 section 4.1.1 answers it with. Empty:
/// silence, for what has no header or is a response itself.
struct NotAQuery {
  std::string reply;
};

/// Reads one message. `number`, `transport` and `zone` are the caller's to fill in.
tl::expected<Query, NotAQuery> parse_query(std::string_view message);

}  // namespace tetra::dns
