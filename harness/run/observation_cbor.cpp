#include <nlohmann/json.hpp>

#include "harness/run/case.hpp"

namespace tetra::run {
namespace {

using nlohmann::json;

json observed_json(const scenario::Observed& observed) {
  if (const auto* number = std::get_if<std::int64_t>(&observed)) return *number;
  if (const auto* text = std::get_if<std::string>(&observed)) return *text;
  return nullptr;
}

scenario::Observed observed_from(const json& value) {
  if (value.is_number_integer()) return value.get<std::int64_t>();
  if (value.is_string()) return value.get<std::string>();
  return {};
}

std::chrono::system_clock::time_point system_time(std::int64_t ticks) {
  return std::chrono::system_clock::time_point(std::chrono::system_clock::duration(ticks));
}

json wire_json(const judge::WireTally& wire) {
  json all = json::object();
  for (const auto& [service, tally] : wire)
    all[service] = {tally.events, tally.bytes, tally.statuses};
  return all;
}

json attempt_json(const judge::AttemptObservation& attempt) {
  json probes = json::object();
  for (const auto& [name, value] : attempt.probes) probes[name] = observed_json(value);
  json events = json::array();
  for (const judge::SeenEvent& event : attempt.events)
    events.push_back({event.at_ms, event.service, event.kind, event.connection, event.fields,
                      event.seq, event.time.time_since_epoch().count()});
  return {{"ended", static_cast<int>(attempt.ended)},
          {"probes", probes},
          {"out", attempt.out},
          {"err", attempt.err},
          {"client_ms", attempt.client_ms},
          {"events", events},
          {"wire", wire_json(attempt.wire)}};
}

judge::WireTally wire_from(const json& value) {
  judge::WireTally wire;
  for (const auto& [service, tally] : value.items()) {
    wire[service] = judge::ServiceTally{tally.at(0).get<std::map<std::string, std::int64_t>>(),
                                        tally.at(1).get<std::int64_t>(),
                                        tally.at(2).get<std::set<std::int64_t>>()};
  }
  return wire;
}

judge::FaultObservation fault_from(const json& value) {
  return {value.at(0).get<std::size_t>(),   value.at(1).get<std::string>(),
          value.at(2).get<std::string>(),   value.at(3).get<bool>(),
          value.at(4).get<std::uint64_t>(), value.at(5).get<std::vector<std::size_t>>()};
}

judge::AttemptObservation attempt_from(const json& value) {
  judge::AttemptObservation attempt;
  attempt.ended = static_cast<judge::Ended>(value.at("ended").get<int>());
  for (const auto& [name, probe] : value.at("probes").items())
    attempt.probes[name] = observed_from(probe);
  attempt.out = value.at("out").get<std::string>();
  attempt.err = value.at("err").get<std::string>();
  attempt.client_ms = value.at("client_ms").get<double>();
  attempt.wire = wire_from(value.at("wire"));
  for (const json& event : value.at("events")) {
    attempt.events.push_back(judge::SeenEvent{
        event.at(0).get<double>(), event.at(1).get<std::string>(), event.at(2).get<std::string>(),
        event.at(3).get<std::uint64_t>(),
        event.at(4).get<std::vector<std::pair<std::string, std::string>>>(),
        event.at(5).get<std::uint64_t>(), system_time(event.at(6).get<std::int64_t>())});
  }
  return attempt;
}

}  // namespace

std::string to_cbor(const judge::Observation& observation) {
  json all{{"broken", observation.broken},
           {"evidence_lost", observation.evidence_lost},
           {"duration_ms", observation.duration_ms},
           {"attempts", json::array()},
           {"faults", json::array()}};
  for (const auto& attempt : observation.attempts) all["attempts"].push_back(attempt_json(attempt));
  for (const auto& fault : observation.faults)
    all["faults"].push_back(
        {fault.index, fault.service, fault.id, fault.required, fault.acted, fault.idle_attempts});
  std::string bytes;
  json::to_cbor(all, bytes);
  return bytes;
}

std::optional<judge::Observation> observation_from_cbor(const std::string& bytes) {
  const json all = json::from_cbor(bytes, true, false);
  if (all.is_discarded()) return std::nullopt;
  try {
    judge::Observation observation;
    observation.broken = all.at("broken").get<std::string>();
    observation.evidence_lost = all.at("evidence_lost").get<std::string>();
    observation.duration_ms = all.at("duration_ms").get<double>();
    for (const json& attempt : all.at("attempts"))
      observation.attempts.push_back(attempt_from(attempt));
    for (const json& fault : all.at("faults")) observation.faults.push_back(fault_from(fault));
    return observation;
  } catch (const json::exception&) {
    return std::nullopt;
  }
}

}  // namespace tetra::run
