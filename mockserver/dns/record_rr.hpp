#pragma once
#include "mockserver/dns/ldns_handle.hpp"
#include "mockserver/dns/record.hpp"

namespace tetra::dns {

/// The record as ldns has it, or nullptr when its text is not valid.
LdnsPtr<ldns_rr> rr_of(const Record& record);

}  // namespace tetra::dns
