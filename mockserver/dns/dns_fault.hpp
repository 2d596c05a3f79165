#pragma once
#include "engine/fault/catalog.hpp"
#include "engine/fault/plan.hpp"
#include "mockserver/dns/message.hpp"
#include "mockserver/dns/rcode.hpp"
#include "mockserver/dns/reply.hpp"
#include "mockserver/dns/zone.hpp"

namespace tetra::dns {

/// A deviation in how a query is answered. `reply` comes in as it would have gone out: the healthy
/// one, or what the faults before have made of it. The responder reports the fault as acted when
/// what it changed has really gone out, or really has not.
class Fault : public fault::Fault {
 public:
  virtual void on_query(const Query& query, Reply& reply) = 0;
};

/// The catalog entry of a fault of this layer: `const Register<Drop> entry{"drop", "Nothing answers
/// the query."};`
template <class Concrete>
struct Register {
  Register(std::string_view name, std::string_view summary)
      : entry{{.layer = "dns", .name = name, .services = {"dns"}, .summary = summary}} {}
  fault::Register<Concrete> entry;
};

/// Takes all records away: what most refusals look like.
inline void clear_records(Reply& reply) {
  reply.answer.clear();
  reply.authority.clear();
  reply.additional.clear();
}

}  // namespace tetra::dns
