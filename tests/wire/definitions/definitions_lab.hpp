#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "tests/support/differs.hpp"
#include "world/handlers.hpp"

namespace tetra::test {

/// The update server of a tree that every test shares, with faults of the definitions.
class DefinitionsServer final : public Server {
 public:
  explicit DefinitionsServer(const std::vector<Line>& faults);
  ~DefinitionsServer() override { stop(); }

  static const definitions::Tree& tree();
  static std::uint32_t version();
  /// `/av64bit_<version>/` and the name.
  static std::string versioned(const std::string& name);

 private:
  Task<> serve(tcp::Arrival arrival);

  fault::Clockwork clockwork_;
  fault::Plan<definitions::Fault> plan_{clockwork_};
  fault::Plan<http::Fault> exchanges_{clockwork_};
  world::UpdateHandler handler_{tree(), plan_};
  std::uint64_t requests_ = 0;
};

/// One GET, and what came.
Heard fetch(const std::vector<Line>& faults, const std::string& path);

/// The check holds for what the path leads to with the faults, and not without; each of them acted
/// once, and none without.
void expect_definitions(const std::vector<Line>& faults, const std::string& path,
                        const std::function<bool(std::string_view body)>& check);
/// With the faults the path leads to what it leads to without, and none acted.
void expect_untouched(const std::vector<Line>& faults, const std::string& path);

}  // namespace tetra::test
