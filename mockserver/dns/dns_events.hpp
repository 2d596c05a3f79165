#pragma once
#include "engine/journal/event.hpp"
#include "engine/journal/kinds/words.hpp"

namespace tetra::event {

using journal::Drawn;
using journal::Kind;

namespace key {
inline constexpr journal::Key<std::string> transport{"transport", "`udp` or `tcp`"};
}  // namespace key

/// A DNS query came.
struct DnsQuery {
  std::int64_t query;
  std::string name;
  std::string type;
  std::string transport;
  std::string from;
  std::int64_t id;

  static constexpr Kind kind{.word = word::query,
                             .en = "A DNS query came.",
                             .de = "Eine DNS-Anfrage kam an.",
                             .service = "dns",
                             .drawn = {.as = Drawn::As::from_peer,
                                       .text = "{type} {name}?",
                                       .part = Drawn::Part::naming,
                                       .subject = key::name.name}};
  template <class Each>
  static constexpr void fields(Each&& each) {
    each(key::query, &DnsQuery::query);
    each(key::name, &DnsQuery::name);
    each(key::type, &DnsQuery::type);
    each(key::transport, &DnsQuery::transport);
    each(key::from, &DnsQuery::from);
    each({"id", "the ID of the DNS message"}, &DnsQuery::id);
  }
};

/// A DNS answer was sent.
struct DnsAnswer {
  std::int64_t query;
  std::string name;
  std::string type;
  std::string rcode;
  std::int64_t records;
  std::int64_t bytes;

  static constexpr Kind kind{.word = word::answer,
                             .en = "A DNS answer was sent.",
                             .de = "Eine DNS-Antwort wurde gesendet.",
                             .service = "dns",
                             .drawn = {.as = Drawn::As::to_peer,
                                       .text = "{rcode:upper}, {records} × {type}",
                                       .part = Drawn::Part::naming,
                                       .subject = key::name.name}};
  template <class Each>
  static constexpr void fields(Each&& each) {
    each(key::query, &DnsAnswer::query);
    each(key::name, &DnsAnswer::name);
    each(key::type, &DnsAnswer::type);
    each({"rcode", "`noerror`, `nxdomain` …; `none` where the message has no header"},
         &DnsAnswer::rcode);
    each({"records", "how many records its answer section says it has"}, &DnsAnswer::records);
    each({"bytes", "the size of the message"}, &DnsAnswer::bytes);
  }
};

/// A message came that is not a DNS query.
struct DnsMalformed {
  std::int64_t bytes;
  std::string transport;
  std::string from;

  static constexpr Kind kind{.word = word::malformed,
                             .en = "A message came that is not a DNS query.",
                             .de = "Eine Nachricht kam an, die keine DNS-Anfrage ist.",
                             .service = "dns"};
  template <class Each>
  static constexpr void fields(Each&& each) {
    each({"bytes", "the size of the message"}, &DnsMalformed::bytes);
    each(key::transport, &DnsMalformed::transport);
    each(key::from, &DnsMalformed::from);
  }
};

}  // namespace tetra::event

/// What faults of the DNS say of the query whose reply they changed.
namespace tetra::detail {
inline const journal::Detail<std::int64_t> query{event::key::query};
inline const journal::Detail<std::string> name{event::key::name};
inline const journal::Detail<std::string> type{event::key::type};
inline const journal::Detail<std::string> transport{event::key::transport};
}  // namespace tetra::detail
