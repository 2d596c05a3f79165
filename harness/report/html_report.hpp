#pragma once
#include <array>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "harness/report/report.hpp"

namespace tetra::report {

/// How much of one case the HTML page takes. What is left out is counted, and the page says so.
struct HtmlBounds {
  std::size_t attempts = 24;      ///< of a case; the first
  std::size_t events = 400;       ///< of an attempt: the first and the last half
  std::size_t fault_events = 40;  ///< of an attempt, besides those
  std::size_t fields = 16;        ///< of an event
  std::size_t value = 300;        ///< bytes of a field and of its name
  std::size_t probe = 4096;       ///< bytes of an expected and of an actual value
  std::size_t output =
      16 * 1024;  ///< bytes of stdout and of stderr of an attempt: the beginning and the end
};

/// Everything that the page shows of one case besides its verdict, as JSON; page.js, `data.js`,
/// tells its shape.
std::string html_case(const run::Finished& finished, const std::string& again,
                      const HtmlBounds& bounds);

/// One HTML file that shows a whole run: a matrix with filters and every case with its sequence of
/// events. It needs nothing but itself. Takes the cases as they end, because a repeated run keeps
/// no observations: of a repeated case it has the first round of each verdict.
class HtmlReport {
 public:
  explicit HtmlReport(Again again, HtmlBounds bounds = {})
      : again_(std::move(again)), bounds_(bounds) {}

  /// One more case, its observation whole. The scenario and the client must live until `page` is
  /// called.
  void note(const run::Finished& finished);
  /// `made`: when, for people; empty: not told. Only ASCII leaves it as it came; the file is UTF-8.
  std::string page(const Header& header, const std::string& made) const;

 private:
  struct Seen {
    unsigned round = 0;
    judge::Kind kind = judge::Kind::broken;
    std::string reason;
    std::string detail;  // JSON; empty: skipped, there is nothing more to tell
  };
  struct Entry {
    const scenario::Scenario* scenario = nullptr;
    const clients::Client* client = nullptr;
    std::string version;
    std::map<judge::Kind, unsigned> tally;  // rounds per verdict
    std::vector<Seen> seen;                 // the first of each verdict
  };
  using Key = std::array<std::string, 3>;  // stage, scenario, client

  class Index;

  Again again_;
  HtmlBounds bounds_;
  std::map<Key, Entry> entries_;
};

}  // namespace tetra::report
