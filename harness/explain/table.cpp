#include "harness/explain/table.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/text.hpp"

namespace tetra::explain {

bool Family::same(std::int64_t one, std::int64_t other) const {
  constexpr std::int64_t least = -(std::int64_t{1} << 31), most = (std::int64_t{1} << 32) - 1;
  if (bits32 && one >= least && one <= most) return scenario::same_32_bits(one, other);
  return one == other;
}

const Code* Family::find(std::int64_t number) const {
  const auto found = std::find_if(codes.begin(), codes.end(),
                                  [&](const Code& code) { return same(number, code.number); });
  return found == codes.end() ? nullptr : &*found;
}

std::string Family::shown(std::int64_t number) const {
  return hex ? fmt::format("0x{:08X}", static_cast<std::uint32_t>(number)) : std::to_string(number);
}

const Family* Table::family(std::string_view word) const {
  for (const auto& family : families) {
    if (family->id == word || std::find(family->words.begin(), family->words.end(),
                                        text::lower(word)) != family->words.end())
      return family.get();
  }
  return nullptr;
}

const Reports* Table::reports_of(std::string_view program) const {
  const auto found = std::find_if(reports.begin(), reports.end(),
                                  [&](const Reports& one) { return one.program == program; });
  return found == reports.end() ? nullptr : &*found;
}

}  // namespace tetra::explain
