#pragma once
// What a fault of layer `proxy` stands on: the HTTP fault interface (it answers in the proxy's
// place), the schemes of asking for credentials, what a filter blocks, and the answers that a proxy
// gives when it does not get to the origin.
#include "engine/http/exchange.hpp"
#include "proxy-sim/auth/demand.hpp"
#include "proxy-sim/filter_rule.hpp"
#include "proxy-sim/gateway_error.hpp"
#include "proxy-sim/rewritten_body.hpp"
