#include "harness/run/watch.hpp"

#include <chrono>
#include <string>

#include "engine/wire/spawn.hpp"
#include "harness/packets/icmp.hpp"

namespace tetra::run {

using namespace std::chrono_literals;

void Watch::see_packets() {
  packets::PacketTap::Callbacks callbacks;
  callbacks.syn = [this](const packets::Syn& syn) {
    if (const auto code = world_.icmp_for(syn.destination)) packets::send_unreachable(syn, *code);
    if (!syn.retransmit)
      world_.knocked(syn.destination,
                     syn.source.address().to_string() + ":" + std::to_string(syn.source.port()));
  };
  auto tap = packets::PacketTap::open(io_.get_executor(), std::move(callbacks));
  if (tap) tap_.emplace(std::move(*tap));
}

Task<> Watch::settle(std::function<bool()> enough) {
  const auto deadline = wire::Clock::now() + 300ms;
  std::uint64_t before = 0;
  int quiet = 0;
  while (wire::Clock::now() < deadline && (quiet < 3 || !enough())) {
    co_await wire::pause(200us);
    if (tap_) tap_->poll();
    const std::uint64_t now = world_.journal().last();
    quiet = now == before ? quiet + 1 : 0;
    before = now;
  }
}

}  // namespace tetra::run
