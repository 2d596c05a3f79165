#include "engine/journal/catalog.hpp"

#include <stdexcept>
#include <string>

#include "engine/journal/event.hpp"

namespace tetra::journal {

Catalog& Catalog::instance() {
  static Catalog the;
  return the;
}

void Catalog::add(Entry entry) {
  const Kind& kind = *entry.kind;
  for (const auto& [known, other] : kinds_) {
    const auto& [word, service] = known;
    const bool overlap = service.empty() || kind.service.empty() || service == kind.service;
    if (word == kind.word && overlap)
      throw std::logic_error("two kinds of event called " + std::string(word));
  }
  kinds_.emplace(std::pair(kind.word, kind.service), std::move(entry));
}

void Catalog::add_detail(FieldInfo detail) {
  if (!details_.emplace(detail.name, detail).second)
    throw std::logic_error("two details called " + std::string(detail.name));
}

template <class T>
Detail<T>::Detail(std::string_view key, std::string_view what) : Key<T>(key, what) {
  Catalog::instance().add_detail({{key, what}, std::is_same_v<T, std::int64_t>, true});
}
template struct Detail<std::int64_t>;
template struct Detail<std::string>;

}  // namespace tetra::journal
