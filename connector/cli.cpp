#include "connector/cli.hpp"

#include <CLI/CLI.hpp>
#include <atomic>
#include <csignal>
#include <iostream>

#include "connector/connector.hpp"

namespace tetra::connector {
namespace {

std::atomic<bool> stop_asked{false};
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler may touch nothing else");

void on_signal(int) {
  stop_asked = true;
}

void stop_on_signals() {
  struct sigaction action {};
  action.sa_handler = on_signal;
  sigaction(SIGTERM, &action, nullptr);
  sigaction(SIGINT, &action, nullptr);
}

/// A CLI11 option whose text goes through one of our own parsers.
template <class T, class Parse, class Put>
void add_parsed(CLI::App& app, const std::string& name, const std::string& what, Parse parse,
                Put put) {
  app.add_option_function<std::vector<std::string>>(
         name,
         [=](const std::vector<std::string>& texts) {
           for (const std::string& text : texts) {
             auto value = parse(text);
             if (!value) throw CLI::ValidationError(name, to_string(value.error()));
             put(*value);
           }
         },
         what)
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

void add_duration(CLI::App& app, const std::string& name, const std::string& what,
                  std::function<void(Duration)> put) {
  add_parsed<Duration>(
      app, name, what,
      [](const std::string& text) -> Result<Duration> {
        auto value = parse_duration(text);
        if (value && value->count() <= 0)
          return fail("bad-duration", {}, "`" + text + "` is not longer than nothing");
        return value;
      },
      put);
}

void add_options(CLI::App& app, Options& options, bool& force, bool& once) {
  app.add_option("--home", options.home,
                 "Folder of policy.xml, local.xml, connector.log and definitions/")
      ->required();
  app.add_option("--policy", options.policy, "Another policy.xml");
  app.add_option("--signing-key", options.signing_key,
                 "PEM of the definitions signing key [HOME/definitions-key.pem]");
  app.add_option("--ca", options.ca_file,
                 "PEM of trusted roots instead of the system's trust store");
  add_parsed<ConnectTo>(app, "--connect-to",
                        "HOST:PORT:ADDR:PORT, as curl has it; may be given often", parse_connect_to,
                        [&options](const ConnectTo& rule) { options.connect_to.push_back(rule); });
  app.add_option(
      "--wpad", options.wpad_domain,
      "Find the proxy by http://wpad.DOMAIN/wpad.dat instead of the policy (WPAD by DNS)");
  app.add_option("--engine", options.engines, "av64bit, av32bit [av64bit]")
      ->check(CLI::IsMember({"av64bit", "av32bit"}));
  app.add_option_function<std::string>(
         "--proxy-auth",
         [&options](const std::string& word) { options.proxy_auth = parse_proxy_auth(word); },
         "Instead of the policy's proxy/authtype: any (what the proxy asks for), basic, digest, "
         "ntlm")
      ->check(CLI::IsMember({"any", "basic", "digest", "ntlm"}));
  auto* once_flag = app.add_flag("--once", once, "One attempt (the default)");
  auto* force_flag =
      app.add_flag("--forceupdate", force, "One attempt, at once, as sfc.exe -forceupdate");
  app.add_option("--intervals", options.intervals,
                 "Attempts at most, an interval between two; ends at the first success")
      ->check(CLI::Range(1, 1000000))
      ->excludes(once_flag)
      ->excludes(force_flag);
  add_duration(app, "--interval", "Instead of the policy's interval",
               [&options](Duration d) { options.interval = d; });
  app.add_option("--retries", options.retries,
                 "How often an interrupted file is continued at once [0]")
      ->check(CLI::Range(0, 100));
  add_duration(app, "--timeout-lookup", "For a name [4s]",
               [&options](Duration d) { options.limits.lookup = d; });
  add_duration(app, "--timeout-connect", "For an address [3s]",
               [&options](Duration d) { options.limits.connect = d; });
  add_duration(app, "--timeout-read", "Longest silence of a peer [3s]",
               [&options](Duration d) { options.limits.read = d; });
  add_duration(app, "--time-limit", "For everything [30m]",
               [&options](Duration d) { options.time_limit = d; });
  app.add_option_function<std::string>(
         "--explain",
         [&options](const std::string& language) {
           options.explain = language == "de" ? Language::de : Language::en;
         },
         "Tell step by step what is done and seen: en or de")
      ->expected(0, 1)
      ->default_str("en")
      ->check(CLI::IsMember({"en", "de"}));
  app.add_flag("--posture", options.posture,
               "Print the posture as one JSON line and do nothing else");
  app.add_flag("--check-store", options.check_store,
               "Compare the definitions on disk with their signed manifest, print it as one JSON "
               "line and do nothing else; 1: damaged");
}

}  // namespace

int connector_main(int argc, const char* const* argv) {
  CLI::App app{
      "The stand-in for Cisco's Windows connector: one TETRA definition update.\n"
      "Codes other than 4294965193, 4294965196 and 4294965187 are the lab's own, not Cisco's.",
      "tetralab connector"};
  Options options;
  bool force = false;
  bool once = false;
  add_options(app, options, force, once);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? exit_updated : exit_usage;
  }
  stop_on_signals();
  options.limits.stop = &stop_asked;
  return run(options, std::cout, std::cerr);
}

}  // namespace tetra::connector
