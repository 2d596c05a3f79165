#include "connector/tell/trace.hpp"

#include <fmt/format.h>
#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/spdlog.h>

#include "engine/base/text.hpp"

namespace tetra::connector {
namespace {

std::string filled(std::string_view pattern, const Args& args) {
  std::string text(pattern);
  for (const auto& [name, value] : args) {
    const std::string hole = fmt::format("{{{}}}", name);
    if (const auto at = text.find(hole); at != std::string::npos)
      text.replace(at, hole.size(), text::printable(value, 600));
  }
  return text;
}

constexpr std::size_t log_bytes = 4 * 1024 * 1024;

}  // namespace

struct Trace::Log {
  explicit Log(const std::filesystem::path& file)
      : logger("connector", std::make_shared<spdlog::sinks::rotating_file_sink_mt>(file.string(),
                                                                                   log_bytes, 1)) {
    logger.set_pattern("%Y-%m-%dT%H:%M:%S.%e %v");
    logger.flush_on(spdlog::level::info);
    logger.set_error_handler(
        [](const std::string&) {});  // a full disk is told once, by the outcome
  }
  spdlog::logger logger;
};

Trace::Trace(std::ostream& out, std::optional<Language> language,
             const std::filesystem::path& log_file)
    : out_(out), language_(language) {
  if (log_file.empty()) return;
  try {
    log_ = std::make_unique<Log>(log_file);
  } catch (const spdlog::spdlog_ex&) {
    log_.reset();  // a full or read-only disk must not keep the update from being tried and told
  }
}

Trace::~Trace() = default;

void Trace::step(Step step, const Args& args) {
  if (log_) {
    std::string line(row_of(step).word);
    for (const auto& [name, value] : args)
      line += fmt::format(" {}={}", name, text::printable(value, 600));
    log_->logger.info(line);
  }
  // One line a file would bury the rest: the log has them.
  if (!language_ || step == Step::file) return;
  out_ << filled(row_of(step).sentence.in(*language_), args) << '\n' << std::flush;
}

void Trace::end(const Outcome& outcome) {
  step(Step::result, {{"stage", std::string(to_string(outcome.stage()))},
                      {"code", std::string(outcome.code())},
                      {"lasterror", std::to_string(outcome.lasterror)},
                      {"detail", outcome.detail}});
  if (outcome.lasterror_source() == "lab")
    step(Step::own_code, {{"lasterror", std::to_string(outcome.lasterror)}});
  if (outcome.ok() || !language_) return;
  std::string line(row_of(Step::check).sentence.in(*language_));
  line.replace(line.find("{check}"), 7, row_of(outcome.cause).advice.in(*language_));
  out_ << line << '\n' << std::flush;
}

}  // namespace tetra::connector
