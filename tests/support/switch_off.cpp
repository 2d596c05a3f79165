// TETRA_FAULTS_OFF=1 in the environment of a wire test: no armed fault ever fires, so that a test
// which proves a fault must fail. The linker puts these two in the place of the trigger's own
// (--wrap), in wire tests alone: the product has no such switch.
#include <cstdlib>

#include "engine/fault/trigger.hpp"

namespace tetra::test {

using fault::Context;
using fault::TriggerState;

bool fires(TriggerState& trigger, const Context& context, Duration now) __asm__(
    "__wrap__ZN5tetra5fault12TriggerState5firesERKNS0_"
    "7ContextENSt6chrono8durationIlSt5ratioILl1ELl1000000000EEEE");
bool really_fires(TriggerState& trigger, const Context& context, Duration now) __asm__(
    "__real__ZN5tetra5fault12TriggerState5firesERKNS0_"
    "7ContextENSt6chrono8durationIlSt5ratioILl1ELl1000000000EEEE");
bool would_fire(const TriggerState& trigger, const Context& context, Duration now) __asm__(
    "__wrap__ZNK5tetra5fault12TriggerState10would_fireERKNS0_"
    "7ContextENSt6chrono8durationIlSt5ratioILl1ELl1000000000EEEE");
bool would_really_fire(const TriggerState& trigger, const Context& context, Duration now) __asm__(
    "__real__ZNK5tetra5fault12TriggerState10would_fireERKNS0_"
    "7ContextENSt6chrono8durationIlSt5ratioILl1ELl1000000000EEEE");

namespace {
bool switched_off() {
  return std::getenv("TETRA_FAULTS_OFF") != nullptr;
}
}  // namespace

bool fires(TriggerState& trigger, const Context& context, Duration now) {
  return !switched_off() && really_fires(trigger, context, now);
}

bool would_fire(const TriggerState& trigger, const Context& context, Duration now) {
  return !switched_off() && would_really_fire(trigger, context, now);
}

}  // namespace tetra::test
