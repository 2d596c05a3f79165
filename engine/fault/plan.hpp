#pragma once
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/fault/catalog.hpp"
#include "engine/fault/trigger.hpp"
#include "engine/journal/journal.hpp"
#include "engine/wire/delivery.hpp"

namespace tetra::fault {

/// One fault of one world: the fault, its trigger's memory, and how often it has acted.
struct Armed {
  std::size_t index = 0;  ///< position in the scenario's `faults`, from 0, over all attempts
  std::string service;
  std::string id;  ///< `http.cut`
  FaultPtr fault;
  TriggerState trigger;
  std::uint64_t acted = 0;
};
using ArmedPtr = std::shared_ptr<Armed>;

/// What the layers share of a running world. Lives as long as the world.
struct Clockwork {
  journal::Journal* journal = nullptr;
  std::uint64_t attempt = 1;
  std::chrono::steady_clock::time_point ready{};
  std::map<std::string, std::uint64_t, std::less<>> sent;  ///< bytes of bodies so far, by service
  Duration now() const { return std::chrono::steady_clock::now() - ready; }
};

/// Says on the journal that the fault acted, with its id and index, and counts it.
wire::Acted acted_by(ArmedPtr armed, Clockwork& clockwork, std::uint64_t connection);

/// The faults of one layer of one service, in the scenario's order. `Interface` is the layer's
/// fault interface.
template <class Interface>
class Plan {
 public:
  explicit Plan(Clockwork& clockwork) : clockwork_(&clockwork) {}
  /// The fault in `armed` must implement Interface; the catalog's layer says so.
  void add(ArmedPtr armed) { armed_.push_back(std::move(armed)); }
  bool empty() const { return armed_.empty(); }

  /// Calls `spoil(Interface&, wire::Acted)` for every fault that fires now. Completes `context`
  /// with the attempt.
  template <class Spoil>
  void ask(Context context, Spoil&& spoil) {
    context.attempt = clockwork_->attempt;
    for (const ArmedPtr& armed : armed_) {
      context.sent = clockwork_->sent[armed->service];
      if (armed->trigger.fires(context, clockwork_->now()))
        spoil(of(*armed), acted_by(armed, *clockwork_, context.connection));
    }
  }
  /// Like `ask` without counting an occasion: for states that hold before anybody comes.
  template <class Spoil>
  void peek(Context context, Spoil&& spoil) const {
    context.attempt = clockwork_->attempt;
    for (const ArmedPtr& armed : armed_) {
      if (armed->trigger.would_fire(context, clockwork_->now()))
        spoil(of(*armed), acted_by(armed, *clockwork_, context.connection));
    }
  }
  Clockwork& clockwork() const { return *clockwork_; }

 private:
  static Interface& of(Armed& armed) { return dynamic_cast<Interface&>(*armed.fault); }
  Clockwork* clockwork_;
  std::vector<ArmedPtr> armed_;
};

}  // namespace tetra::fault
