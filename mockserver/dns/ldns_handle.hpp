#pragma once
// ldns makes `bool` and `false` macros unless it sees stdbool.h before itself.
// clang-format off
#include <stdbool.h>
#include <ldns/ldns.h>
// clang-format on

#include <cstdlib>
#include <memory>

namespace tetra::dns {

struct LdnsFree {
  void operator()(ldns_pkt* packet) const { ldns_pkt_free(packet); }
  void operator()(ldns_rr* record) const { ldns_rr_free(record); }
  void operator()(ldns_rdf* data) const { ldns_rdf_deep_free(data); }
  void operator()(ldns_buffer* buffer) const { ldns_buffer_free(buffer); }
  void operator()(char* text) const { std::free(text); }
};
/// Owns what ldns has allocated.
template <class T>
using LdnsPtr = std::unique_ptr<T, LdnsFree>;

}  // namespace tetra::dns
