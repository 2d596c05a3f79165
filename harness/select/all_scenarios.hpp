#pragma once
#include <map>
#include <memory>
#include <string>

#include "harness/report/report.hpp"
#include "harness/select/selection.hpp"

namespace tetra::select {

/// Every scenario that there is, the project's own and those that were chosen: read when first
/// asked for.
class Everything {
 public:
  explicit Everything(const Selection& selection) : selection_(selection) {}
  const std::map<std::string, scenario::Scenario>& scenarios();
  /// What a failed case is told with, beside its verdict.
  judge::Diagnosis diagnose(const run::Finished& failed);

 private:
  const Selection& selection_;
  std::unique_ptr<std::map<std::string, scenario::Scenario>> all_;
};

}  // namespace tetra::select
