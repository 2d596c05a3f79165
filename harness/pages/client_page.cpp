#include "harness/pages/client_page.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/text.hpp"
#include "engine/scenario/loader.hpp"
#include "harness/pages/page.hpp"
#include "harness/select/selection.hpp"

namespace tetra::pages {
namespace {

using clients::Client;
using clients::Probe;

std::map<std::string, std::string> program_placeholder() {
  return {{"tetralab", select::program_path()}};
}

std::string installed_words(const Client& client) {
  if (client.program.empty()) return "only judged: not run here";
  if (clients::find_program(clients::fill(client.program, program_placeholder())).empty()) {
    return client.package.empty()
               ? "not installed"
               : fmt::format("not installed (Debian package {})", client.package);
  }
  const std::string version = clients::read_version(client, program_placeholder());
  return version.empty() ? "version unknown" : version;
}

std::vector<std::string> routes_of(const Client& client) {
  std::vector<std::string> routes;
  for (const auto& [route, word] : scenario::table_of(scenario::Route())) {
    const std::string name(word);
    if (route == scenario::Route::direct || client.can.contains(name)) routes.push_back(name);
  }
  return routes;
}

// Services that it comes to: the update server in any case, the others as its abilities say.
std::vector<std::string> services_of(const Client& client) {
  const auto can_any = [&](std::string_view beginning, std::string_view end) {
    return std::any_of(client.can.begin(), client.can.end(), [&](const std::string& word) {
      return word.starts_with(beginning) && word.ends_with(end);
    });
  };
  std::vector<std::string> met;
  for (const std::string& service : scenario::services()) {
    const bool meets =
        service == "update" || client.can.contains(service) ||
        (service == "dns" && client.can.contains("system-dns")) ||
        (service == "proxy" && (can_any("http", "-proxy") || client.can.contains("pac"))) ||
        (service == "socks" && can_any("socks", ""));
    if (meets) met.push_back(service);
  }
  return met;
}

std::vector<std::string> option_words(const Client& client) {
  std::vector<std::string> words;
  for (const auto& [word, unused] : client.options) words.push_back(word);
  return words;
}

std::string listed(const std::vector<std::string>& words) {
  return words.empty() ? "none" : text::join(words, ", ");
}

std::string probe_words(const Probe& probe) {
  std::string words;
  switch (probe.kind) {
    case Probe::Kind::exit:
      return "the exit status";
    case Probe::Kind::text:
      words = probe.pattern.empty() ? probe.source
                                    : fmt::format("{}: '{}'", probe.source, probe.pattern);
      break;
    case Probe::Kind::xml:
      words = fmt::format("{}: XPath {}", probe.source, probe.xpath);
      break;
    case Probe::Kind::json:
      words = fmt::format("{}: JSON {}", probe.source, probe.pointer);
      break;
  }
  for (const auto& [value, word] : probe.names) words += fmt::format("; `{}`: {}", word, value);
  return words;
}

std::string word_words(const clients::Word& word) {
  return (word.negated ? "anything but " : "") + word.matcher.written();
}

class ClientPage {
 public:
  ClientPage(const Client& client, const explain::Table& table, std::size_t columns)
      : client_(client), table_(table), page_(columns) {}

  std::string whole() {
    page_.paragraph(0, client_.name);
    page_.paragraph(2, client_.title);
    page_.gap();
    field("version", installed_words(client_));
    field("routes", client_.program.empty() ? "those of the scenario" : listed(routes_of(client_)));
    if (!client_.program.empty()) {
      field("services", listed(services_of(client_)));
      field("can", listed({client_.can.begin(), client_.can.end()}));
      field("cells", client_.can.contains("ports") ? "namespace, ports" : "namespace");
      field("command", text::join(client_.command, " "));
    }
    rows("arguments, where the condition holds", arguments());
    rows("options: what a scenario's word adds", options());
    rows("environment", client_.environment);
    rows("files, written before the first attempt", files());
    rows("probes: what can be expected of it", probes());
    words();
    values();
    rows("success, as it claims it", success());
    page_.gap();
    field("file", client_.file);
    return page_.text();
  }

 private:
  using Rows = std::map<std::string, std::string>;

  void field(std::string_view name, std::string_view value) { page_.field(2, 10, name, value); }

  void rows(std::string_view heading, const Rows& all) {
    if (all.empty()) return;
    page_.gap();
    page_.paragraph(2, heading);
    std::size_t width = 12;
    for (const auto& [name, unused] : all)
      width = std::max(width, std::min<std::size_t>(name.size(), 26));
    for (const auto& [name, value] : all) page_.field(4, width, name, value);
  }

  Rows arguments() const {
    Rows all;
    for (const auto& some : client_.arguments)
      all[some.condition] = text::join(some.arguments, " ");
    return all;
  }
  Rows options() const {
    Rows all;
    for (const auto& [word, arguments] : client_.options)
      all[word] = arguments.empty() ? "nothing: it does so anyway" : text::join(arguments, " ");
    return all;
  }
  Rows files() const {
    Rows all;
    const auto bytes = [](const std::string& content) {
      return fmt::format("{} lines", std::count(content.begin(), content.end(), '\n'));
    };
    for (const auto& [path, content] : client_.files) all[path] = bytes(content);
    if (!client_.definitions) return all;
    const std::string when = "with `installed: true`: ";
    all[client_.definitions->before + "/"] = when + "the release before the current one";
    for (const auto& [path, target] : client_.definitions->links)
      all[path] = when + "a link to " + target;
    for (const auto& [path, content] : client_.definitions->files)
      all[path] = when + bytes(content);
    if (!client_.definitions->next.empty())
      all[client_.definitions->next + "/"] = "what `locked: true` makes unmovable";
    return all;
  }
  Rows probes() const {
    Rows all{{"ends", "exited, timeout or crashed"}};
    for (const auto& [name, probe] : client_.probes) all[name] = probe_words(probe);
    return all;
  }
  Rows success() const {
    Rows all;
    for (const auto& [probe, matcher] : client_.success) all[probe] = matcher.written();
    return all;
  }

  void words() {
    for (const auto& [probe, all] : client_.words) {
      Rows of_probe;
      for (const auto& [name, word] : all) of_probe[name] = word_words(word);
      rows(fmt::format("words of `{}`, besides its values", probe), of_probe);
    }
  }

  void values() {
    const explain::Reports* reports = table_.reports_of(client_.program);
    if (reports == nullptr) return;
    for (const auto& [name, probe] : client_.probes) {
      if (probe.kind != Probe::Kind::json || !probe.pointer.starts_with('/')) continue;
      const auto words = reports->fields.find(probe.pointer.substr(1));
      if (words == reports->fields.end()) continue;
      page_.gap();
      page_.paragraph(2, fmt::format("values of `{}`", name));
      page_.paragraph(4, listed(words->second));
    }
    page_.gap();
    page_.paragraph(2, "values of `code`, each with its `stage` and its `lasterror`");
    for (const explain::CauseWord& cause : reports->causes)
      page_.field(4, 26, cause.word, fmt::format("{}, {}", cause.stage, cause.number));
  }

  const Client& client_;
  const explain::Table& table_;
  Page page_;
};

}  // namespace

std::string clients_page(const std::map<std::string, Client>& all, std::size_t columns) {
  Page page(columns);
  for (const auto& [name, client] : all) {
    page.field(0, 14, name, installed_words(client) + " - " + client.title);
    if (client.program.empty()) continue;
    page.field(16, 7, "routes", listed(routes_of(client)));
    page.field(16, 7, "options", listed(option_words(client)));
  }
  page.gap();
  page.paragraph(
      0, "`tetralab clients NAME` tells all of one; expectations call them by these names.");
  return page.text();
}

std::string client_page(const Client& client, const explain::Table& table, std::size_t columns) {
  return ClientPage(client, table, columns).whole();
}

}  // namespace tetra::pages
