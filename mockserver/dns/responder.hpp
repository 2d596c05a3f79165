#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "mockserver/dns/dns_fault.hpp"

namespace tetra::dns {

/// Who asks.
struct Peer {
  Transport transport = Transport::udp;
  std::string from;              ///< `127.0.0.1:40000`
  std::string_view local;        ///< the address that was asked, without port
  std::uint64_t connection = 0;  ///< nth TCP connection; 0 for UDP
};

/// One message's bytes before its query's id and spelling are put in, and what the journal says of
/// it.
struct Prepared {
  std::string bytes;
  std::string name, type, rcode;
  std::size_t question_end = 0;
  std::size_t records = 0;  ///< in the answer section
};

/// One reply on its way: what to send, how, and what to report once it has happened.
struct Sending {
  /// A fault's change of this reply, and the moment at which it has come true.
  struct Deed {
    enum class When { sent, delayed, withheld };
    wire::Acted acted;
    When when = When::sent;
  };
  std::shared_ptr<const Prepared> prepared;  ///< nullptr: not a query
  std::string bytes;
  Dispatch dispatch;
  std::vector<Deed> deeds;
  std::uint64_t query = 0, connection = 0;
  std::uint16_t id = 0;
  Transport transport = Transport::udp;

  /// Whether a message is to leave; it may be an empty one.
  bool leaves() const { return dispatch.send && (prepared != nullptr || !bytes.empty()); }
};

/// Turns a query's bytes into a reply's and writes the journal; knows no sockets. One per service.
class Responder {
 public:
  /// The plan and its clockwork must live until `stop`.
  Responder(Zone zone, fault::Plan<Fault>& plan) : zone_(std::move(zone)), plan_(&plan) {}

  /// Reads one message from the network, whatever it is, and prepares its reply in `out`, whose
  /// buffers are reused.
  void respond(std::string_view message, const Peer& peer, Sending& out);
  /// The sender's duty, once each: before a reply is delayed or withheld, and when its last byte is
  /// with the kernel.
  void holding_back(Sending& sending);
  void sent(Sending& sending);

  /// From now on nothing is answered and nothing reported: the world is going away.
  void stop() { plan_ = nullptr; }
  bool stopped() const { return plan_ == nullptr; }

  /// A new zone for the queries that come from now on.
  void replace(Zone zone);
  /// Not after `stop`.
  std::uint64_t attempt() const { return plan_->clockwork().attempt; }
  journal::Journal& journal() const { return *plan_->clockwork().journal; }

 private:
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  using Cache =
      std::unordered_map<std::string, std::shared_ptr<const Prepared>, Hash, std::equal_to<>>;

  std::shared_ptr<const Prepared> prepare(Query& query, bool cacheable);
  bool spoil(std::string_view message, const Peer& peer, Sending& out);
  void note_query(const Peer& peer, const Sending& out);
  void note_malformed(std::string_view message, const Peer& peer);

  Zone zone_;
  fault::Plan<Fault>* plan_;
  Cache cache_;
  std::string key_;
  std::uint64_t queries_ = 0;
};

}  // namespace tetra::dns
