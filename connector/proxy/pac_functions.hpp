#pragma once
#include <string_view>

namespace tetra::connector {

/// The helper functions that every PAC file may call, written in its own language on top of
/// dnsResolve and myIpAddress: pac_functions.js, built in.
std::string_view pac_functions();

}  // namespace tetra::connector
