#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "connector/tell/cause.hpp"

namespace tetra::connector {

/// How an update, or one step of it, ended.
struct Outcome {
  Cause cause = Cause::none;
  std::uint32_t lasterror = 0;  ///< 0 for success is the lab's own choice as well
  std::string detail;           ///< what exactly was seen, one line, printable
  int http_status = 0;          ///< of the reply that ended it, 0 when there was none

  bool ok() const { return cause == Cause::none; }
  Stage stage() const;
  std::string_view code() const;
  /// `published` for the three documented codes, `lab` for every other number, 0 included.
  std::string_view lasterror_source() const;
};

Outcome success();
Outcome failed(Cause cause, std::string detail, int http_status = 0);
/// The same end as it is told when a proxy stood between: what failed behind the proxy becomes
/// 4294965187 (FACTS 1; which causes land there is mark I). Bad content and local trouble keep the
/// lab's own number. Stage and word stay.
Outcome through_proxy(Outcome outcome);

}  // namespace tetra::connector
