#pragma once
#include <gtest/gtest.h>

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "harness/cell/client_command.hpp"
#include "harness/cell/launch.hpp"

namespace tetra::cell {

/// As whom a test makes its cell: as the user that runs the test, or (when that is root) as nobody.
enum class User { self, nobody };

/// What came out of a cell.
struct CellResult {
  std::optional<Problem> problem;  ///< launch failed
  int status = -1;                 ///< of the cell
  std::string said;                ///< what the function inside returned
  std::vector<std::string> remarks;
};

/// Runs a function in a forked child and returns its text; "" when the child died or took more than
/// a minute.
std::string in_child(const std::function<std::string()>& function);
/// The same as that user.
std::string as_user(User user, const std::function<std::string()>& function);

/// Launches a cell as that user, runs the function inside and waits for the end of the cell.
CellResult in_cell(User user, IsolationKind kind, const CellSpec& spec,
                   const std::function<std::string(Inside&)>& function);

/// Inside a cell: runs one client on a new loop.
ClientExit run_client(IsolationKind kind, ClientCommand command);
/// Inside a cell: standard output of `sh -c script`, with a time limit.
std::string shell(IsolationKind kind, const std::string& script);

/// Why namespace cells can't be had as this user, or "".
std::string why_no_namespaces(User user);

/// False in a bare root folder; without /proc neither a test nor a ports cell can see whole process
/// trees.
bool proc_is_mounted();

/// A spec with 192.0.2.10, 2001:db8::10 and a resolver at 192.0.2.53.
CellSpec lab_spec();

std::string name_of(const ::testing::TestParamInfo<User>& info);

/// Namespace cells, once as each user; skipped with the machine's reason.
class NamespaceCell : public ::testing::TestWithParam<User> {
 protected:
  void SetUp() override;
  CellResult run(const CellSpec& spec, const std::function<std::string(Inside&)>& function) {
    return in_cell(GetParam(), IsolationKind::namespace_cell, spec, function);
  }
};

}  // namespace tetra::cell
