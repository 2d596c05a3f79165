// Codes in any form, and what is nearest to one that nobody knows.
#include "harness/explain/look_up.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "engine/base/text.hpp"

namespace tetra::explain {
namespace {

// Facility 7 of an HRESULT is a Win32 error: 0x80072F8F is 12175.
constexpr std::uint32_t win32_facility = 0x80070000;

// Eight digits of an HRESULT or a small negative number, without their 0x.
bool is_bare_hex(const std::string& text) {
  return text.size() == 8 && (text[0] == '8' || text[0] == 'F' || text[0] == 'f') &&
         text::to_integer("0x" + text).has_value();
}

void add(std::vector<Finding>& into, const Family& family, const Code& code,
         const std::string& as_written, Text note = {}) {
  const auto same = [&](const Finding& one) { return one.code == &code; };
  if (std::any_of(into.begin(), into.end(), same)) return;
  Finding finding;
  finding.family = &family;
  finding.code = &code;
  finding.as_written = as_written;
  finding.note = std::move(note);
  into.push_back(std::move(finding));
}

void add_win32(std::vector<Finding>& into, const Table& table, const Family* asked,
               std::int64_t number, const std::string& text) {
  const auto bits = static_cast<std::uint32_t>(number);
  const Family* winhttp = table.family("winhttp");
  if ((bits & 0xFFFF0000U) != win32_facility || winhttp == nullptr ||
      (asked != nullptr && asked != winhttp && !asked->hex))
    return;
  const auto inner = static_cast<std::int64_t>(bits & 0xFFFFU);
  const Code* code = winhttp->find(inner);
  if (code == nullptr) return;
  add(into, *winhttp, *code, text,
      {fmt::format("{} is the Win32 error {} as an HRESULT", text, inner),
       fmt::format("{} ist der Win32-Fehler {} als HRESULT", text, inner)});
}

// A process can report no more than 8 bits: -2100 leaves it as 204.
void add_exit_status(std::vector<Finding>& into, const Family& family, std::int64_t number,
                     const std::string& text) {
  if (!family.bits32 || family.hex || number <= 0 || number > 255) return;
  for (const Code& code : family.codes) {
    if (code.number <= 255 || (code.number & 0xFF) != number || code.mark == "L") continue;
    add(into, family, code, text,
        {fmt::format("if {} is an exit status: the low 8 bits of {}", text, code.number),
         fmt::format("falls {} ein Exit-Status ist: die unteren 8 Bit von {}", text, code.number)});
  }
}

std::string known_names(const Table& table, const Family* family, const std::string& text) {
  std::vector<std::string> names;
  for (const auto& one : table.families) {
    if (family != nullptr && family != one.get()) continue;
    for (const Code& code : one->codes) {
      if (!code.name.empty()) names.push_back(code.name);
      if (!code.cause.empty()) names.push_back(code.cause);
    }
  }
  for (std::string& name : names) {
    if (text::lower(name) == text::lower(text)) return name;
  }
  std::string upper = text;
  std::transform(upper.begin(), upper.end(), upper.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  const std::string near = text::nearest(upper, names);
  return near.empty() ? text::nearest(text, names) : near;
}

std::string nearest(const Table& table, const Family* asked, const std::string& text) {
  const auto number = text::to_integer(text);
  if (!number) return known_names(table, asked, text);
  std::string best;
  std::uint64_t distance = UINT64_MAX;
  for (const auto& family : table.families) {
    if (asked != nullptr && asked != family.get()) continue;
    for (const Code& code : family->codes) {
      const bool wraps = family->bits32 && *number < 0;
      const std::int64_t value =
          wraps ? static_cast<std::int32_t>(static_cast<std::uint32_t>(code.number)) : code.number;
      const std::uint64_t apart =
          *number > value ? static_cast<std::uint64_t>(*number) - static_cast<std::uint64_t>(value)
                          : static_cast<std::uint64_t>(value) - static_cast<std::uint64_t>(*number);
      if (apart >= distance) continue;
      distance = apart;
      best = fmt::format("{} {}{}", family->words.front(), family->shown(code.number),
                         code.name.empty() ? "" : " " + code.name);
    }
  }
  return best;
}

}  // namespace

std::vector<Finding> meanings(const Table& table, const Family* asked, const std::string& text) {
  std::vector<Finding> found;
  const auto number = text::to_integer(text);
  for (const auto& family : table.families) {
    if (asked != nullptr && asked != family.get()) continue;
    for (const Code& code : family->codes) {
      const bool named = !text.empty() && (text::equals_ignoring_case(code.name, text) ||
                                           text::equals_ignoring_case(code.cause, text));
      if (named || (number && family->same(*number, code.number))) add(found, *family, code, text);
    }
  }
  if (found.empty() && is_bare_hex(text)) return meanings(table, asked, "0x" + text);
  if (!number) return found;
  add_win32(found, table, asked, *number, text);
  for (const auto& family : table.families) {
    if (asked == nullptr || asked == family.get()) add_exit_status(found, *family, *number, text);
  }
  return found;
}

Answer look_up(const Table& table, const Question& question) {
  Answer answer;
  answer.asked = question.typed;
  answer.findings = meanings(table, question.family, question.code);
  if (!answer.findings.empty()) return answer;
  Finding unknown;
  unknown.family = question.family;
  unknown.as_written = question.code;
  answer.findings.push_back(std::move(unknown));
  answer.nearest = nearest(table, question.family, question.code);
  return answer;
}

}  // namespace tetra::explain
