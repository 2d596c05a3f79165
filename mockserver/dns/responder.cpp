#include "mockserver/dns/responder.hpp"

#include <algorithm>

#include "engine/base/text.hpp"
#include "mockserver/dns/dns_events.hpp"

namespace tetra::dns {
namespace {

constexpr std::size_t most_cached =
    4096;  // entries; names asked are the peer's choice, so memory must not follow them
constexpr std::size_t opt_size = 11;  // an OPT record without options
constexpr std::uint16_t type_opt = 41;

// Offset behind the question of a query whose answer depends on nothing but its header, its
// question and a bare OPT; else 0.
std::size_t plain_question_end(std::string_view message) {
  const std::size_t end = question_end(message);
  if (end == 0 || (get16(message, 2) & 0xF800) != 0) return 0;
  if (get16(message, 4) != 1 || get16(message, 6) != 0 || get16(message, 8) != 0) return 0;
  const std::uint16_t additional = get16(message, 10);
  if (additional == 0) return message.size() == end ? end : 0;
  const bool opt = additional == 1 && message.size() == end + opt_size && message[end] == '\0' &&
                   get16(message, end + 1) == type_opt && get16(message, end + 9) == 0;
  return opt ? end : 0;
}

// Everything but the id, the name in lower case: RFC 4343. Length bytes are below 'A', so they stay
// what they are.
void make_key(std::string_view message, std::size_t end, Transport transport, std::string& key) {
  key.assign(message.substr(2));
  for (std::size_t i = header_size - 2; i < end - 6; ++i) {
    if (key[i] >= 'A' && key[i] <= 'Z') key[i] = static_cast<char>(key[i] + ('a' - 'A'));
  }
  key += transport == Transport::udp ? 'u' : 't';
}

std::size_t records_in(std::string_view bytes) {
  return bytes.size() < header_size ? 0 : get16(bytes, 6);
}

std::string rcode_in(const Reply& reply, std::string_view bytes) {
  if (reply.edits.empty()) return rcode_word(reply.rcode);
  return bytes.size() < header_size ? "none" : rcode_word(bytes[3] & 0xF);
}

std::shared_ptr<const Prepared> prepared_from(const Query& query, const Reply& reply,
                                              std::string bytes) {
  auto made = std::make_shared<Prepared>();
  made->name = query.name;
  made->type = query.type_word;
  made->rcode = rcode_in(reply, bytes);
  made->records = records_in(bytes);
  made->question_end = header_size + query.question.size();
  made->bytes = std::move(bytes);
  return made;
}

Sending::Deed::When when_true(const Dispatch& before, const Dispatch& after) {
  if (before.send && !after.send) return Sending::Deed::When::withheld;
  return before.delay != after.delay ? Sending::Deed::When::delayed : Sending::Deed::When::sent;
}

void tell(Sending& sending, bool (*due)(Sending::Deed::When)) {
  for (Sending::Deed& deed : sending.deeds) {
    if (!due(deed.when)) continue;
    deed.acted({detail::query(static_cast<std::int64_t>(sending.query)),
                detail::name(sending.prepared->name), detail::type(sending.prepared->type),
                detail::transport(std::string(to_string(sending.transport)))});
  }
}

}  // namespace

void Responder::respond(std::string_view message, const Peer& peer, Sending& out) {
  out.prepared = nullptr;
  out.bytes.clear();
  out.dispatch = Dispatch{};
  out.deeds.clear();
  out.transport = peer.transport;
  out.connection = peer.connection;
  if (stopped()) return;
  const std::size_t plain_end = plain_question_end(message);
  Cache::iterator cached = cache_.end();
  if (plain_end != 0) {
    make_key(message, plain_end, peer.transport, key_);
    cached = cache_.find(key_);
  }
  if (cached != cache_.end()) {
    out.prepared = cached->second;
  } else if (auto query = parse_query(message)) {
    query->transport = peer.transport;
    out.prepared = prepare(*query, plain_end != 0);
  } else {
    note_malformed(message, peer);
    out.bytes = std::move(query.error().reply);
    return;
  }
  out.query = ++queries_;
  out.id = get16(message, 0);
  note_query(peer, out);
  if (!plan_->empty() && spoil(message, peer, out)) return;
  // The cached bytes carry another query's id and spelling of the name (RFC 1035 section 4.1.1;
  // "0x20").
  out.bytes = out.prepared->bytes;
  message.copy(out.bytes.data(), 2);
  message.copy(out.bytes.data() + header_size, out.prepared->question_end - header_size,
               header_size);
}

std::shared_ptr<const Prepared> Responder::prepare(Query& query, bool cacheable) {
  query.zone = &zone_;
  const Reply reply = healthy_reply(query);
  std::shared_ptr<const Prepared> made = prepared_from(query, reply, encode(reply));
  if (!cacheable) return made;
  if (cache_.size() >= most_cached) cache_.clear();
  cache_.emplace(key_, made);
  return made;
}

// Asks the plan; true when a fault has made another reply.
bool Responder::spoil(std::string_view message, const Peer& peer, Sending& out) {
  fault::Context context;
  context.request = out.query;
  context.connection = peer.connection;
  context.name = out.prepared->name;
  context.type = out.prepared->type;
  context.address = peer.local;
  const std::shared_ptr<const Prepared> healthy = out.prepared;  // keeps the context's texts
  std::optional<Query> query;
  Reply reply;
  std::string bytes;
  plan_->ask(context, [&](Fault& fault, wire::Acted acted) {
    if (!query) {
      query = *parse_query(message);
      query->number = out.query;
      query->transport = peer.transport;
      query->zone = &zone_;
      reply = healthy_reply(*query);
      bytes = encode(reply);
    }
    const Dispatch before = reply.dispatch;
    fault.on_query(*query, reply);
    std::string after = encode(reply);
    if (after == bytes && reply.dispatch == before) return;
    bytes = std::move(after);
    out.deeds.push_back(Sending::Deed{std::move(acted), when_true(before, reply.dispatch)});
  });
  if (!query) return false;
  out.dispatch = reply.dispatch;
  if (!reply.dispatch.send) {
    // What was changed in a message that never leaves has not happened.
    std::erase_if(out.deeds, [](const Sending::Deed& deed) {
      return deed.when != Sending::Deed::When::withheld;
    });
  }
  out.prepared = prepared_from(*query, reply, bytes);
  out.bytes = std::move(bytes);
  return true;
}

void Responder::note_query(const Peer& peer, const Sending& out) {
  journal().write("dns", peer.connection,
                  event::DnsQuery{.query = static_cast<std::int64_t>(out.query),
                                  .name = out.prepared->name,
                                  .type = out.prepared->type,
                                  .transport = std::string(to_string(peer.transport)),
                                  .from = peer.from,
                                  .id = out.id});
}

void Responder::note_malformed(std::string_view message, const Peer& peer) {
  journal().write("dns", peer.connection,
                  event::DnsMalformed{.bytes = static_cast<std::int64_t>(message.size()),
                                      .transport = std::string(to_string(peer.transport)),
                                      .from = peer.from});
}

void Responder::holding_back(Sending& sending) {
  if (stopped()) return;
  tell(sending, [](Sending::Deed::When when) { return when != Sending::Deed::When::sent; });
}

void Responder::sent(Sending& sending) {
  if (stopped() || !sending.prepared) return;
  const Prepared& prepared = *sending.prepared;
  journal().write("dns", sending.connection,
                  event::DnsAnswer{.query = static_cast<std::int64_t>(sending.query),
                                   .name = prepared.name,
                                   .type = prepared.type,
                                   .rcode = prepared.rcode,
                                   .records = static_cast<std::int64_t>(prepared.records),
                                   .bytes = static_cast<std::int64_t>(sending.bytes.size())});
  tell(sending, [](Sending::Deed::When when) { return when == Sending::Deed::When::sent; });
}

void Responder::replace(Zone zone) {
  zone_ = std::move(zone);
  cache_.clear();
}

}  // namespace tetra::dns
