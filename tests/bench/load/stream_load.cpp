#include <poll.h>
#include <sys/epoll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <memory>
#include <vector>

#include "tests/bench/load/loads.hpp"

namespace bench {
namespace {

using Clock = std::chrono::steady_clock;

double since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

void turn(int epoll, int patience_ms) {
  std::array<epoll_event, 256> events;
  const int count =
      ::epoll_wait(epoll, events.data(), static_cast<int>(events.size()), patience_ms);
  for (int i = 0; i < count; ++i)
    static_cast<Flow*>(events[static_cast<std::size_t>(i)].data.ptr)->advance();
}

void turn_for(int epoll, double seconds) {
  const auto start = Clock::now();
  while (since(start) < seconds) turn(epoll, 10);
}

}  // namespace

Rates run_flows(const Plan& plan, std::size_t flows, double seconds) {
  const int epoll = ::epoll_create1(EPOLL_CLOEXEC);
  Tally tally;
  std::vector<std::unique_ptr<Flow>> all;
  for (std::size_t i = 0; i < flows; ++i) {
    all.push_back(std::make_unique<Flow>(plan, tally, epoll));
    all.back()->start();
  }
  turn_for(epoll, 0.25);
  const Tally before = tally;
  const auto start = Clock::now();
  turn_for(epoll, seconds);
  const double took = since(start);
  const Tally after = tally;
  tally.ending = true;
  const auto settled = [](const auto& flow) { return flow->settled(); };
  for (const auto end = Clock::now();
       plan.once && since(end) < 2 && !std::all_of(all.begin(), all.end(), settled);)
    turn(epoll, 10);
  const auto rate = [&](std::uint64_t Tally::*what) {
    return static_cast<double>(after.*what - before.*what) / took;
  };
  return Rates{rate(&Tally::connections), rate(&Tally::answers), rate(&Tally::bytes),
               after.failures};
}

void hold_flows(const Plan& plan, std::size_t flows) {
  constexpr std::size_t at_a_time = 200;
  const int epoll = ::epoll_create1(EPOLL_CLOEXEC);
  Tally tally;
  std::vector<std::unique_ptr<Flow>> all;
  std::size_t settled = 0;
  while (settled < flows) {
    while (all.size() < flows && all.size() < settled + at_a_time) {
      all.push_back(std::make_unique<Flow>(plan, tally, epoll));
      all.back()->start();
    }
    turn(epoll, 50);
    while (settled < all.size() && all[settled]->settled()) ++settled;
  }
  std::printf("held %zu, %llu failures on the way\n", settled,
              static_cast<unsigned long long>(tally.failures));
  std::fflush(stdout);
  for (pollfd input{STDIN_FILENO, POLLIN, 0}; ::poll(&input, 1, 1000) == 0;) {
    if (!plan.stall) continue;
    for (const auto& flow : all) flow->sip(1024);
  }
}

}  // namespace bench
