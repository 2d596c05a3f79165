#pragma once
#include "engine/fault/params.hpp"

namespace tetra::dns {

/// Response codes of RFC 1035, 2136, 6891, 8945 and 7873, by the words that resolvers print. Above
/// 15 they need EDNS.
constexpr fault::Symbol rcodes[] = {
    {"noerror", 0},  {"formerr", 1},  {"servfail", 2},  {"nxdomain", 3},  {"notimp", 4},
    {"refused", 5},  {"yxdomain", 6}, {"yxrrset", 7},   {"nxrrset", 8},   {"notauth", 9},
    {"notzone", 10}, {"badvers", 16}, {"badkey", 17},   {"badtime", 18},  {"badmode", 19},
    {"badname", 20}, {"badalg", 21},  {"badtrunc", 22}, {"badcookie", 23}};
constexpr int noerror = 0, formerr = 1, servfail = 2, nxdomain = 3, notimp = 4, refused = 5,
              badvers = 16;

}  // namespace tetra::dns
