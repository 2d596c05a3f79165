#pragma once
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/journal/kind.hpp"

namespace tetra::journal {

/// Every kind of event that this program can write, and every detail of its faults. A kind enters
/// by being written somewhere in the program, a detail by being declared, both before main: there
/// is no list to keep.
class Catalog {
 public:
  struct FieldInfo : FieldKey {
    bool number = false;    ///< else text
    bool optional = false;  ///< not always there
  };
  struct Entry {
    const Kind* kind = nullptr;
    std::vector<FieldInfo> fields;  ///< in their order
  };

  static Catalog& instance();
  /// Throws std::logic_error for a word that events of the same service have already.
  void add(Entry entry);
  void add_detail(FieldInfo detail);

  /// By word and service, sorted.
  const std::map<std::pair<std::string_view, std::string_view>, Entry>& kinds() const {
    return kinds_;
  }
  /// By name, sorted.
  const std::map<std::string_view, FieldInfo>& details() const { return details_; }

 private:
  std::map<std::pair<std::string_view, std::string_view>, Entry> kinds_;
  std::map<std::string_view, FieldInfo> details_;
};

}  // namespace tetra::journal
