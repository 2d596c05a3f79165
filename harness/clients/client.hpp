#pragma once
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/base/node.hpp"
#include "engine/base/quantity.hpp"
#include "engine/scenario/matcher.hpp"

namespace tetra::clients {

/// Where one observed value comes from.
struct Probe {
  enum class Kind {
    exit,  ///< the exit status
    text,  ///< stdout or stderr, or the first capture of `pattern` in it; a captured whole number
           ///< becomes a number
    xml,   ///< the text that `xpath` selects in an XML file
    json   ///< the value at `pointer` (RFC 6901) in a JSON file, or in the last line of a stream
           ///< that is JSON
  };
  Kind kind = Kind::exit;
  std::string source;   ///< `stdout`, `stderr`, or a file's path with placeholders
  std::string pattern;  ///< RE2; empty: everything
  std::string xpath, pointer;
  std::map<std::string, std::string>
      names;  ///< value with placeholders -> the word that is observed in its place
};

/// A word that an expectation may use instead of a value, for one probe: a matcher, or the negation
/// of one.
struct Word {
  scenario::Matcher matcher;
  bool negated = false;
};

/// Arguments that are only given in some cases: `direct`, `http-proxy` … (the route), `ports` or
/// `namespace` (the cell), `login`.
struct ConditionalArguments {
  std::string condition;
  std::vector<std::string> arguments;
};

/// Where a client keeps its definitions, in paths with placeholders: for scenarios that begin with
/// some in use.
struct Definitions {
  std::string before;  ///< the folder that gets versions.dat, versions.sig and avx/ of the release
                       ///< before the current one
  std::map<std::string, std::string> links;  ///< symbolic links: path -> target
  std::map<std::string, std::string> files;  ///< further files: path -> content with placeholders
  std::string next;  ///< the folder where the current release is to come; empty: it can't be locked
};

/// One program under test, as its file says.
struct Client {
  std::string name, title, file;
  std::string program;  ///< looked up in PATH, or `{tetralab}`; empty: data only, never run
  std::string package;  ///< the Debian package that has it
  std::vector<std::string>
      needs;  ///< files that must be there beside the program, such as an interpreter's module
  std::map<std::string, std::string>
      settings;  ///< `{setting.NAME}` -> the environment variable of the caller that has its value
  bool by_name = false;  ///< runs only where it is named, or all clients are: it takes long or
                         ///< needs a machine of its own
  bool interface =
      false;  ///< it takes a machine that has no network interface beside `lo` for offline
  std::vector<std::string> version_command;
  std::string version_pattern;       ///< RE2, first capture
  std::vector<std::string> prepare;  ///< run once before the client's first case, such as a
                                     ///< compiler; may fill `{prepared.folder}`
  std::set<std::string> can;  ///< `system-dns`, `http-proxy`, `ocsp`, `crl`, `resume`, `outside` …
  std::vector<std::string> command;  ///< `{arguments}` alone stands for the conditional arguments
  std::vector<ConditionalArguments> arguments;
  std::map<std::string, std::vector<std::string>>
      options;  ///< what a scenario's `options` add to the command, behind the conditional
                ///< arguments
  std::map<std::string, std::string> environment;
  std::map<std::string, std::string> files;  ///< written before the first attempt: path with
                                             ///< placeholders -> content with placeholders
  std::optional<Definitions> definitions;
  std::map<std::string, Probe> probes;
  std::map<std::string, std::map<std::string, Word>> words;  ///< probe -> word
  std::map<std::string, scenario::Matcher>
      success;  ///< what the client reports when it claims success
};

/// Reads one client file. Problems have file:line:column.
Result<Client> read_client(const Node& document);

/// All clients of these files and folders, by name; of two with one name the later path's counts.
/// The first problem ends it.
Result<std::map<std::string, Client>> load_clients(const std::vector<std::filesystem::path>& paths);

/// Replaces every `{name}` that the map knows; other braces stay as they are.
std::string fill(std::string_view text, const std::map<std::string, std::string>& placeholders);

/// What is wrong with expecting something under that name: `curl has no probe `exti`` and the name
/// that was probably meant. Nothing for the client's probes and `ends`.
std::optional<Problem> probe_mistake(const Client& client, std::string_view name,
                                     const Place& where);

/// The program's path in PATH, or empty when it is not installed.
std::string find_program(const std::string& program);

/// The installed version as the client's pattern reads it; empty when it can't be read. Runs the
/// version command (deadline 5 s).
std::string read_version(const Client& client,
                         const std::map<std::string, std::string>& placeholders);

/// Runs the client's `prepare`, 60 s at most. Problem `not-prepared` with what it printed when it
/// does not exit with 0.
Result<void> prepare(const Client& client, const std::map<std::string, std::string>& placeholders);

/// One probe's value after a run. `out` and `err` are the streams; files are read now, at most 16
/// MiB.
scenario::Observed observe(const Probe& probe, std::optional<int> exit_status,
                           const std::string& out, const std::string& err,
                           const std::map<std::string, std::string>& placeholders);

}  // namespace tetra::clients
