// The only file that knows CLI11: what can be typed.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <functional>
#include <iostream>
#include <thread>

#include "engine/base/escaped.hpp"
#include "engine/base/text.hpp"
#include "harness/cli/commands.hpp"
#include "harness/report/formats.hpp"
#include "harness/select/selection.hpp"

namespace tetra::cli {
namespace {

// What was typed, and what is to be done about it.
struct Typed {
  select::RunOptions run;
  JudgeOptions judge;
  StayOptions stay;
  std::string stage, what, only, language;
  std::vector<std::string> files, command;
  bool flag = false;
  std::function<int()> action;
};

// CLI11 takes -1 for the largest number there is.
std::string whole_number(const std::string& text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc() && end == text.data() + text.size()) return {};
  return text + " is no whole number from 0 to 18446744073709551615";
}

void add_history(CLI::App& command, select::RunOptions& options, CLI::Option* propose) {
  command.add_option("--shard", options.shard,
                     "only the Ith of N parts that take about equally long, for example 1/4");
  command.add_option("--durations", options.durations,
                     "cut the parts by what cases took in this earlier --json");
  command.add_option("--only-failed", options.only_failed,
                     "only what failed in this earlier --json");
  command
      .add_option("--baseline", options.baseline, "say what is different from this earlier --json")
      ->excludes(propose);
}

void add_run(CLI::App& app, Typed& typed) {
  CLI::App* command =
      app.add_subcommand("run", "run scenarios against clients and judge what they report");
  select::RunOptions& options = typed.run;
  options.jobs = std::max(1u, std::thread::hardware_concurrency()) * 4;  // clients mostly wait
  command->add_option("WHAT", options.what,
                      "scenario ids, globs, files, members of a family (FILE:ID), folders, or "
                      "client files; all when "
                      "left out");
  command
      ->add_option(
          "--client,--clients", options.clients,
          "client names or files, or `all`; when left out, all but those that say `by-name`")
      ->delimiter(',')
      ->allow_extra_args(false);
  command->add_option("--jobs", options.jobs, "cells at a time")
      ->check(CLI::Range(1u, 256u))
      ->capture_default_str();
  command->add_option("--isolation", options.isolation, "auto, namespace or ports")
      ->capture_default_str();
  command
      ->add_option("--repeat", options.repeat,
                   "run everything so often; a changing verdict is a failure")
      ->check(CLI::Range(1u, 100000u));
  command->add_option("--seed", options.seed, "of definitions and probabilities")
      ->check(whole_number)
      ->capture_default_str();
  command->add_option("--keep", options.keep, "keep the evidence of every case in this folder");
  CLI::Option* propose =
      command->add_option("--propose", options.propose,
                          "judge nothing: write expectations made from what every client reports "
                          "to this file (- for standard output)");
  for (const report::Format& format : report::formats()) {
    const std::string name(format.name);
    command
        ->add_option("--" + name, options.reports[name],
                     fmt::format("write {} to this file (- for standard output)", format.meaning))
        ->excludes(propose);
  }
  add_history(*command, options, propose);
  command->callback([&typed] { typed.action = [&typed] { return run_cases(typed.run); }; });
}

void add_browsing(CLI::App& app, Typed& typed) {
  CLI::App* listing = app.add_subcommand("list", "the scenarios");
  listing->add_option("--stage", typed.stage, "only those of one stage");
  listing->add_flag("--json", typed.flag,
                    "an array of objects: id, stage, title, explain, evidence, route, catalogue, "
                    "clients, wire, file");
  listing->callback(
      [&typed] { typed.action = [&typed] { return list(typed.stage, typed.flag); }; });
  CLI::App* showing = app.add_subcommand(
      "show",
      "all that a scenario says: what happens, how it is made, what each client must report");
  showing->add_option("ID", typed.what, "a scenario's id, or a file")->required();
  showing->add_option("--lang", typed.language, "en or de; by the locale when left out")
      ->check(CLI::IsMember({"en", "de"}));
  showing->callback(
      [&typed] { typed.action = [&typed] { return show(typed.what, typed.language); }; });
  CLI::App* all_clients = app.add_subcommand(
      "clients", "the clients: version found, routes, options; of one all that there is");
  all_clients->add_option("NAME", typed.what, "a client's name, or a file");
  all_clients->callback([&typed] { typed.action = [&typed] { return clients(typed.what); }; });
  CLI::App* linting =
      app.add_subcommand("lint", "check scenario and client files; exit status 2 on a mistake");
  linting->add_option("FILE", typed.files, "files or folders; - for standard input");
  linting->add_flag("--schema", typed.flag, "print the JSON Schema of scenario files instead");
  linting->callback(
      [&typed] { typed.action = [&typed] { return lint(typed.files, typed.flag); }; });
  CLI::App* all_faults = app.add_subcommand("faults", "every fault with its parameters");
  all_faults->add_option("NAME", typed.only, "only this fault, or the faults of this layer");
  all_faults->add_flag("--markdown", typed.flag, "the reference, as Markdown");
  all_faults->callback(
      [&typed] { typed.action = [&typed] { return faults(typed.only, typed.flag); }; });
  CLI::App* all_events = app.add_subcommand("events", "every kind of event with its fields");
  all_events->add_flag("--markdown", typed.flag, "the reference, as Markdown");
  all_events->callback([&typed] { typed.action = [&typed] { return events(typed.flag); }; });
}

void add_reading(CLI::App& app, Typed& typed) {
  CLI::App* explaining = app.add_subcommand("explain",
                                            "what a code or a transcript means, how sure that is, "
                                            "what to check; exit status 1 when it is not known");
  explaining
      ->add_option("CODE|FILE", typed.files,
                   "4294965196, -2100, 0x80092013, `curl 35`, `winhttp 12029` …; a local.xml or a "
                   "program's output; - for standard input")
      ->required();
  explaining->add_option("--lang", typed.language, "en or de; by the locale when left out")
      ->check(CLI::IsMember({"en", "de"}));
  explaining->add_flag("--json", typed.flag, "for programs, with all scenarios");
  explaining->callback([&typed] {
    typed.action = [&typed] { return explain(typed.files, typed.language, typed.flag); };
  });
  CLI::App* judging = app.add_subcommand("judge",
                                         "judge a client's output that was made elsewhere, on "
                                         "Windows for example; the lab did not see that wire");
  judging->add_option("--scenario", typed.judge.scenario, "a scenario's id, or a file")->required();
  judging->add_option("--client", typed.judge.client, "a client's name, or a file")->required();
  judging
      ->add_option("FILE", typed.judge.file,
                   "what the client printed; UTF-8 or UTF-16; - for standard input")
      ->required();
  judging->add_option("--exit", typed.judge.exit,
                      "its exit status; left out, it is looked for in the text");
  judging->add_option("--attempt", typed.judge.attempt, "which of the scenario's attempts it was")
      ->check(CLI::Range(1, 10000))
      ->capture_default_str();
  judging->add_flag("--json", typed.judge.as_json, "for programs");
  judging->callback([&typed] { typed.action = [&typed] { return judge_output(typed.judge); }; });
}

void add_stay_options(CLI::App& command, StayOptions& options) {
  command.add_option("ID", options.what, "a scenario's id, or a file")->required();
  command
      .add_option("--client,--clients", options.clients,
                  "clients whose command lines are told and whose files are laid out")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->capture_default_str();
  command.add_option("--attempt", options.attempt, "the attempt whose faults are in force")
      ->check(CLI::Range(1, 10000))
      ->capture_default_str();
  command.add_flag("--follow", options.follow,
                   "tell every event of the lab as it happens, on standard error");
}

void add_staying(CLI::App& app, Typed& typed) {
  StayOptions& options = typed.stay;
  CLI::App* upping = app.add_subcommand(
      "up", "keep one world running until Ctrl-C; prints every address and the commands to try");
  add_stay_options(*upping, options);
  CLI::Option* isolation =
      upping
          ->add_option("--isolation", options.isolation,
                       "ports (reachable from this machine), namespace or auto")
          ->capture_default_str();
  upping->callback([&typed, isolation] {
    typed.stay.isolation_was_told = isolation->count() > 0;
    typed.action = [&typed] { return up(typed.stay); };
  });
  CLI::App* shelling =
      app.add_subcommand("shell", "a shell, or one command, inside the broken world");
  add_stay_options(*shelling, options);
  shelling->add_flag("--verbose", options.verbose,
                     "tell what there is to try also where standard input is no terminal");
  shelling->add_option("--keep", options.keep, "keep the evidence in this folder, as a run does");
  shelling->add_option("CMD", typed.command, "the command, behind --; a shell when left out");
  shelling->callback([&typed] {
    typed.stay.isolation = "namespace";
    typed.stay.isolation_was_told = true;
    typed.action = [&typed] { return shell(typed.stay, typed.command); };
  });
}

// `--keep "$FOLDER"` with a variable that is not set would be as if it had not been given. A
// command's own words may be empty.
void refuse_empty_values(CLI::App& app) {
  const auto filled = [](const std::string& text) {
    return text.empty() ? std::string("an empty value; is a variable not set?") : std::string();
  };
  for (CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    for (CLI::Option* option : command->get_options()) {
      if (option->get_items_expected_max() > 0 && option->get_name() != "CMD")
        option->check(CLI::Validator(filled, "", "filled"));
    }
  }
}

// What stands where a command should, and is none. CLI11 would only say that it was not expected.
bool names_a_command(const CLI::App& app, const std::string& word) {
  std::vector<std::string> commands;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; }))
    commands.push_back(command->get_name());
  if (word.starts_with("-") || std::find(commands.begin(), commands.end(), word) != commands.end())
    return true;
  const std::string near = text::nearest(word, commands);
  const std::string hint =
      near.empty() ? "commands: " + text::join(commands, ", ") : "did you mean `" + near + "`?";
  std::cerr << "tetralab: there is no command `" << text::escaped(word) << "`; " << hint << '\n';
  return false;
}

}  // namespace

int command_line(int argc, char** argv) {
  CLI::App app{
      "TETRA Lab: every way that a TETRA definition update can fail, on purpose, exactly, and "
      "every time the same."};
  app.name("tetralab");
  app.set_version_flag("--version", TETRA_VERSION);
  app.require_subcommand(1);
  Typed typed;
  add_run(app, typed);
  add_browsing(app, typed);
  add_reading(app, typed);
  add_staying(app, typed);
  refuse_empty_values(app);
  app.add_subcommand("connector", "the stand-in endpoint; `tetralab connector --help`");
  if (argc > 1 && !names_a_command(app, argv[1])) return usage_error;
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? all_good : usage_error;
  }
  return typed.action();
}

}  // namespace tetra::cli
