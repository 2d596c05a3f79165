#pragma once
#include "tests/bench/load/flow.hpp"

namespace bench {

/// Keeps that many flows going for that long, after a quarter of a second of warming up, and tells
/// what was seen per second.
struct Rates {
  double connections = 0, answers = 0, bytes = 0;
  std::uint64_t failures = 0;
};
Rates run_flows(const Plan& plan, std::size_t flows, double seconds);

/// Opens that many connections, 200 at a time, prints `held N` once all are as the plan wants them,
/// and keeps them (a stalled reader sips 1 KiB a second) until standard input ends.
void hold_flows(const Plan& plan, std::size_t flows);

/// Answers a second to A queries for that name over UDP, with 128 queries on their way.
double run_dns(std::uint16_t port, const std::string& name, double seconds);

}  // namespace bench
