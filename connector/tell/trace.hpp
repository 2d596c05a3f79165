#pragma once
#include <filesystem>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "connector/tell/language.hpp"
#include "connector/tell/outcome.hpp"
#include "connector/tell/step.hpp"

namespace tetra::connector {

/// The values of one step, by the names of the holes in its sentence.
using Args = std::vector<std::pair<std::string_view, std::string>>;

/// Tells the steps to a person (sentences, when asked to) and to DIR/connector.log (event words and
/// key=value, always). Values are shown as printable text; a password or a key never becomes a
/// value.
class Trace {
 public:
  /// `out` must outlive this; without a language only the log is written, without a log file only
  /// the sentences.
  Trace(std::ostream& out, std::optional<Language> language, const std::filesystem::path& log_file);
  ~Trace();
  Trace(const Trace&) = delete;
  Trace& operator=(const Trace&) = delete;

  void step(Step step, const Args& args = {});
  /// The end of an attempt: what it was, whose number it is, what to check.
  void end(const Outcome& outcome);

 private:
  struct Log;
  std::ostream& out_;
  std::optional<Language> language_;
  std::unique_ptr<Log> log_;
};

}  // namespace tetra::connector
