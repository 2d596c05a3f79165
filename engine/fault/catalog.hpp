#pragma once
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/fault/params.hpp"

namespace tetra::fault {

/// One deviation of one service. A layer's own interface derives from this and adds the moments
/// that can be spoiled.
class Fault {
 public:
  virtual ~Fault() = default;
};
using FaultPtr = std::unique_ptr<Fault>;

/// What a fault's file says of itself.
struct Info {
  std::string_view layer;  ///< `dns`, `tcp`, `tls`, `http`, `ocsp`, `crl`, `content`, `proxy` …
  std::string_view name;   ///< the key in YAML; file name with dashes
  std::vector<std::string_view> services;  ///< the services that it can be written under
  std::string_view summary;                ///< one sentence: what the peer sees
  /// Holds before anybody comes (a closed door): only `when: {attempt, address}` may narrow it,
  /// since nothing can be counted.
  bool standing = false;
  /// Its proof is a packet that no socket sees (a refused SYN): cells without a packet tap can't
  /// run it.
  bool needs_packets = false;

  std::string id() const { return std::string(layer) + "." + std::string(name); }
};

/// Every fault of the program, filled by the fault files themselves before main. Read only
/// afterwards.
class Catalog {
 public:
  struct Entry {
    Info info;
    std::vector<ParamInfo> params;
    std::function<FaultPtr(Params&)> make;
  };

  static Catalog& instance();
  void add(Info info, std::function<FaultPtr(Params&)> make);
  /// The fault of that name that the service can have, or nullptr.
  const Entry* find(std::string_view service, std::string_view name) const;
  /// The names that the service knows, sorted: for suggestions.
  std::vector<std::string> names_for(std::string_view service) const;
  /// By id, sorted.
  const std::map<std::string, Entry>& entries() const { return entries_; }

 private:
  std::map<std::string, Entry> entries_;
};

/// A fault with its parameters read. `value` may be null for a fault without parameters. Problems
/// carry the place in the scenario.
Result<FaultPtr> make_fault(const Catalog::Entry& entry, const Node& value);

/// A fault file ends with one of these at namespace scope: `const fault::Register<Cut>
/// entry{{.layer = "http", .name = "cut", …}};`
template <class Concrete>
struct Register {
  explicit Register(Info info) {
    Catalog::instance().add(std::move(info), [](Params& params) -> FaultPtr {
      return std::make_unique<Concrete>(params);
    });
  }
};

}  // namespace tetra::fault
