#include "engine/fault/catalog.hpp"

#include <algorithm>
#include <stdexcept>

namespace tetra::fault {

Catalog& Catalog::instance() {
  static Catalog the;
  return the;
}

void Catalog::add(Info info, std::function<FaultPtr(Params&)> make) {
  Params describing;
  make(describing);
  for (const std::string_view service : info.services) {
    if (find(service, info.name) != nullptr)
      throw std::logic_error("two faults named " + std::string(info.name) + " for one service");
  }
  const std::string id = info.id();
  if (entries_.contains(id)) throw std::logic_error("two faults with the id " + id);
  entries_.emplace(id, Entry{std::move(info), describing.described(), std::move(make)});
}

const Catalog::Entry* Catalog::find(std::string_view service, std::string_view name) const {
  for (const auto& [id, entry] : entries_) {
    const auto& services = entry.info.services;
    if (entry.info.name == name &&
        std::find(services.begin(), services.end(), service) != services.end())
      return &entry;
  }
  return nullptr;
}

std::vector<std::string> Catalog::names_for(std::string_view service) const {
  std::vector<std::string> names;
  for (const auto& [id, entry] : entries_) {
    const auto& services = entry.info.services;
    if (std::find(services.begin(), services.end(), service) != services.end())
      names.emplace_back(entry.info.name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

Result<FaultPtr> make_fault(const Catalog::Entry& entry, const Node& value) {
  Params params(value);
  FaultPtr made = entry.make(params);
  if (auto problem = params.problem()) return fail(std::move(*problem));
  return made;
}

}  // namespace tetra::fault
