#include "harness/cli/outputs.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "harness/select/selection.hpp"

namespace tetra::cli {
namespace {

std::string place(const std::string& path) {
  return report::is_standard_output(path) ? "to standard output" : path;
}

// One of two reports in one file would be lost.
Result<void> all_apart(const select::RunOptions& options) {
  for (auto one = options.reports.begin(); one != options.reports.end(); ++one) {
    for (auto other = std::next(one); other != options.reports.end(); ++other) {
      if (!report::same_place(one->second, other->second)) continue;
      return fail(
          "same-file", {},
          fmt::format("--{} and --{} both write {}", one->first, other->first, place(one->second)),
          "give each a file of its own");
    }
  }
  return {};
}

}  // namespace

Result<Outputs> Outputs::open(const select::RunOptions& options) {
  if (auto apart = all_apart(options); !apart) return fail(apart.error());
  Outputs outputs;
  outputs.take_standard_output_ = report::is_standard_output(options.propose);
  for (const report::Format& format : report::formats()) {
    const auto path = options.reports.find(std::string(format.name));
    if (path == options.reports.end() || path->second.empty()) continue;
    auto file = report::ReportFile::open(path->second);
    if (!file) return fail(file.error());
    outputs.reports_.emplace_back(&format, std::move(*file));
    if (report::is_standard_output(path->second)) outputs.take_standard_output_ = true;
  }
  auto proposal = report::ReportFile::open(options.propose);
  if (!proposal) return fail(proposal.error());
  outputs.proposal_ = std::move(*proposal);
  return outputs;
}

bool Outputs::wants(std::string_view format) const {
  return std::ranges::any_of(reports_,
                             [&](const auto& report) { return report.first->name == format; });
}

void Outputs::remove_old() const {
  for (const auto& [format, file] : reports_) file.remove_old();
}

bool Outputs::write(const report::Results& results) const {
  bool all = true;
  for (const auto& [format, file] : reports_) all = good(file.write(format->write(results))) && all;
  return all;
}

bool good(const Result<void>& result) {
  if (!result) select::print_problem(result.error());
  return result.has_value();
}

}  // namespace tetra::cli
