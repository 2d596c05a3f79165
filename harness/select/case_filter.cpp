#include "harness/select/case_filter.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include "engine/base/escaped.hpp"
#include "harness/run/shard.hpp"

namespace tetra::select {
namespace {

using Cases = std::set<report::CaseName>;

constexpr unsigned most_shards = 10000;

struct Shard {
  unsigned index = 1, count = 1;
};

Result<Shard> parse_shard(const std::string& text) {
  static const re2::RE2 form("([0-9]{1,9})/([0-9]{1,9})");
  Shard shard;
  if (!re2::RE2::FullMatch(text, form, &shard.index, &shard.count)) {
    return fail("bad-shard", {}, fmt::format("`{}` is no shard", text::escaped(text, 40)),
                "write its number and how many there are: --shard 1/4");
  }
  if (shard.count == 0 || shard.count > most_shards)
    return fail("bad-shard", {}, fmt::format("{} shards can't be", shard.count),
                fmt::format("from 1 to {}", most_shards));
  if (shard.index == 0 || shard.index > shard.count) {
    return fail("bad-shard", {},
                fmt::format("there is no shard {} of {}", shard.index, shard.count),
                fmt::format("they are called 1/{0} to {0}/{0}", shard.count));
  }
  return shard;
}

Cases all_of(const Selection& selection) {
  Cases all;
  for (const std::string& scenario : selection.scenarios) {
    for (const std::string& client : selection.chosen_clients) all.emplace(scenario, client);
  }
  return all;
}

Cases in_shard(const Cases& all, const Selection& selection, const Shard& shard,
               const report::PastRun& measured) {
  std::vector<run::Weighed> weighed;
  for (const auto& [scenario, client] : all) {
    const report::PastCase* before = measured.find({scenario, client});
    const bool known = before != nullptr && before->verdict != judge::Kind::skipped;
    weighed.push_back({scenario, client,
                       known ? before->duration_ms
                             : run::expected_ms(selection.library.scenarios().at(scenario),
                                                selection.clients.at(client))});
  }
  const auto shard_of = run::split(weighed, shard.count);
  Cases some;
  for (std::size_t n = 0; n < weighed.size(); ++n) {
    if (shard_of[n] == shard.index - 1) some.emplace(weighed[n].scenario, weighed[n].client);
  }
  return some;
}

std::string only_failed(Cases& cases, const report::PastRun& past, const std::string& file) {
  std::size_t failed = 0, missing = 0;
  Cases wanted;
  for (const auto& [name, before] : past.cases()) {
    if (!report::is_failure(before.verdict)) continue;
    ++failed;
    if (cases.contains(name)) {
      wanted.insert(name);
    } else {
      ++missing;
    }
  }
  cases = std::move(wanted);
  if (failed == 0)
    return fmt::format("no case failed in {}: there is nothing to run\n", text::escaped(file));
  std::string told = fmt::format("{} of {} cases failed in {}\n", failed, past.cases().size(),
                                 text::escaped(file));
  if (missing != 0)
    told +=
        fmt::format("{} of them are not among the scenarios and clients of this run\n", missing);
  return told;
}

}  // namespace

Result<Narrowing> Narrowing::read(const RunOptions& options, const Selection& selection) {
  Narrowing narrowing;
  if (!options.durations.empty() && options.shard.empty())
    return fail("durations-without-shard", {},
                "--durations says how to cut shards, and --shard is not there", "add --shard 1/4");
  if (options.shard.empty() && options.only_failed.empty()) return narrowing;
  Cases cases = all_of(selection);
  if (!options.only_failed.empty()) {
    const auto past = report::PastRun::read(options.only_failed);
    if (!past) return fail(past.error());
    narrowing.told_ += only_failed(cases, *past, options.only_failed);
  }
  if (!options.shard.empty()) {
    const auto shard = parse_shard(options.shard);
    if (!shard) return fail(shard.error());
    const auto measured = options.durations.empty() ? Result<report::PastRun>(report::PastRun())
                                                    : report::PastRun::read(options.durations);
    if (!measured) return fail(measured.error());
    const std::size_t whole = cases.size();
    cases = in_shard(cases, selection, *shard, *measured);
    narrowing.told_ += fmt::format("shard {} of {}: {} of {} cases\n", shard->index, shard->count,
                                   cases.size(), whole);
  }
  narrowing.takes_all_ = false;
  narrowing.chosen_ = std::move(cases);
  return narrowing;
}

}  // namespace tetra::select
