#pragma once
#include <filesystem>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "connector/tell/outcome.hpp"

namespace tetra::connector {

enum class Language { en, de };

/// What the connector does and sees, in the order in which it happens. explain_en.cpp and
/// explain_de.cpp hold the sentence of each.
enum class Step {
  attempt,
  lookup,
  lookup_pinned,
  addresses,
  lookup_failed,
  connecting,
  connected,
  connect_failed,
  proxy_ask,
  proxy_answer,
  socks_ask,
  socks_answer,
  pac_fetch,
  pac_answer,
  tls_begin,
  tls_done,
  certificate,
  chain_good,
  chain_bad,
  verification_off,
  revocation_off,
  ocsp_ask,
  ocsp_answer,
  ocsp_none,
  crl_ask,
  crl_answer,
  crl_none,
  no_pointers,
  request,
  reply,
  reconnect,
  resume,
  restart,
  version,
  manifest,
  signature_good,
  file,
  swapped,
  up_to_date,
  result,
  check,
  own_code,
  waiting,
  stopped,
};
inline constexpr std::size_t step_count = static_cast<std::size_t>(Step::stopped) + 1;

using Args = std::vector<std::pair<std::string_view, std::string>>;

/// The sentences of one language: a step's with `{name}` where a value goes, and what to check for
/// each cause.
struct Phrases {
  std::string_view (*step)(Step);
  std::string_view (*check)(Cause);
};
const Phrases& phrases(Language language);
const Phrases& phrases_en();
const Phrases& phrases_de();
/// The stable word of a step, for the log.
std::string_view word_of(Step step);

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
