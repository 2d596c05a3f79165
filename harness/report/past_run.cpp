#include "harness/report/past_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "engine/base/escaped.hpp"

namespace tetra::report {
namespace {

using Parsed = nlohmann::json;

constexpr std::uintmax_t most_bytes = std::uintmax_t{256} << 20;
constexpr std::size_t most_cases = 10'000'000;
constexpr double longest_ms = 1e9;

tl::unexpected<Problem> not_results(const std::string& file, const std::string& what) {
  return fail("not-results", {}, fmt::format("{} is no results file: {}", file, what),
              "give what `tetralab run --json FILE` wrote");
}

std::optional<judge::Kind> verdict_from(const std::string& word) {
  for (int kind = 0; kind <= static_cast<int>(judge::Kind::broken); ++kind) {
    if (judge::to_string(static_cast<judge::Kind>(kind)) == word)
      return static_cast<judge::Kind>(kind);
  }
  return std::nullopt;
}

// The text behind a key; nullptr when there is none.
const std::string* text_at(const Parsed& object, const char* key) {
  const auto found = object.find(key);
  return found == object.end() || !found->is_string() ? nullptr
                                                      : found->get_ptr<const std::string*>();
}

// All else of a file, most of it, is not even kept in memory.
bool is_needed(int, Parsed::parse_event_t event, Parsed& parsed) {
  constexpr std::array<std::string_view, 5> keys{"cases", "scenario", "client", "verdict",
                                                 "duration_ms"};
  return event != Parsed::parse_event_t::key ||
         std::find(keys.begin(), keys.end(), parsed.get_ref<const std::string&>()) != keys.end();
}

struct Line {
  CaseName name;
  judge::Kind verdict;
  double duration_ms;
};

// What is wrong with a case, or the case.
tl::expected<Line, std::string> read_case(const Parsed& one) {
  if (!one.is_object()) return tl::unexpected<std::string>("is no object");
  const std::string* scenario = text_at(one, "scenario");
  const std::string* client = text_at(one, "client");
  const std::string* verdict = text_at(one, "verdict");
  if (scenario == nullptr || client == nullptr || verdict == nullptr)
    return tl::unexpected<std::string>("lacks `scenario`, `client` or `verdict`");
  const auto kind = verdict_from(*verdict);
  if (!kind)
    return tl::unexpected<std::string>(
        fmt::format("has a verdict `{}` that there is not", text::escaped(*verdict, 40)));
  const auto duration = one.find("duration_ms");
  if (duration == one.end() || !duration->is_number())
    return tl::unexpected<std::string>("lacks `duration_ms`");
  const double ms = duration->get<double>();
  if (!std::isfinite(ms) || ms < 0 || ms > longest_ms)
    return tl::unexpected<std::string>("has a `duration_ms` that can't be");
  return Line{{*scenario, *client}, *kind, ms};
}

void add(PastCase& into, const Line& line) {
  if (into.rounds == 0 || (is_failure(line.verdict) && !is_failure(into.verdict)))
    into.verdict = line.verdict;
  into.duration_ms = (into.duration_ms * into.rounds + line.duration_ms) / (into.rounds + 1);
  ++into.rounds;
}

}  // namespace

bool is_failure(judge::Kind verdict) {
  return verdict != judge::Kind::pass && verdict != judge::Kind::skipped;
}

Result<PastRun> PastRun::read(const std::string& path) {
  std::error_code error;
  if (std::filesystem::is_directory(path, error))
    return fail("cannot-read", {}, fmt::format("{} is a folder", path),
                "give what `tetralab run --json FILE` wrote");
  std::ifstream in(path, std::ios::binary);
  if (!in)
    return fail("cannot-read", {}, fmt::format("can't read {}: {}", path, std::strerror(errno)),
                "check the path");
  std::string text;
  std::array<char, 65536> part{};
  while (in.read(part.data(), part.size()), in.gcount() > 0) {
    text.append(part.data(), static_cast<std::size_t>(in.gcount()));
    if (text.size() > most_bytes)
      return fail("too-big", {}, fmt::format("{} is larger than 256 MiB", path),
                  "give the results of fewer rounds");
  }
  return parse(text, path);
}

Result<PastRun> PastRun::parse(const std::string& text, const std::string& name) {
  const Parsed document = Parsed::parse(text, is_needed, false);
  if (document.is_discarded()) return not_results(name, "it is not JSON");
  if (!document.is_object() || !document.contains("cases") || !document.at("cases").is_array())
    return not_results(name, "it has no list `cases`");
  const Parsed& cases = document.at("cases");
  if (cases.size() > most_cases)
    return fail("too-big", {}, fmt::format("{} has more than {} cases", name, most_cases));
  PastRun run;
  for (std::size_t n = 0; n < cases.size(); ++n) {
    const auto line = read_case(cases[n]);
    if (!line) return not_results(name, fmt::format("case {} {}", n + 1, line.error()));
    add(run.cases_[line->name], *line);
  }
  return run;
}

const PastCase* PastRun::find(const CaseName& name) const {
  const auto found = cases_.find(name);
  return found == cases_.end() ? nullptr : &found->second;
}

}  // namespace tetra::report
