// big_report FILE: an HTML report as large as that of the whole catalogue with every client, from
// cases that never ran. In it are also a case with hostile texts, one whose verdict changes between
// rounds, and one with more events and output than the page takes.
#include <fmt/format.h>

#include <fstream>
#include <iostream>

#include "harness/report/html_report.hpp"

namespace {

using namespace tetra;

constexpr std::size_t scenario_count = 845, client_count = 11;
constexpr auto stages = scenario::table_of(scenario::Stage());
constexpr char hostile[] =
    "</script><img src=x onerror=alert(1)> \x1b[31m\xff\xe2\x80\xae\xe2\x80\xa8<!-- {{script}}";

// As in a real run, some two of five cases are run; the connector's have many events, the others
// few.
bool is_run(std::size_t scenario, std::size_t client) {
  return (scenario * 7 + client * 3) % 5 < 2 || client == 1;
}
std::size_t requests_of(std::size_t scenario, std::size_t client) {
  return client == 1 ? 10 + scenario % 30 : 1 + scenario % 5;
}

scenario::Scenario scenario_of(std::size_t n) {
  scenario::Scenario one;
  one.id = fmt::format("scenario-number-{:03}", n);
  one.stage = stages.at(n * stages.size() / scenario_count).first;
  one.title = {fmt::format("The server does the {}th thing that it should not do", n),
               fmt::format("Der Server tut das {}. Ding, das er nicht tun sollte", n)};
  one.explain.en = fmt::format(
      "What the customer sees in case {} is an update that never ends. Check the firewall, the "
      "proxy and what inspects the connection between them.",
      n);
  one.explain.de = fmt::format(
      "Im Fall {} sieht der Kunde eine Aktualisierung, die nie endet. Zu prüfen sind die Firewall, "
      "der Proxy und was die Verbindung dazwischen untersucht.",
      n);
  if (n == 1) one.title = {hostile, hostile};
  return one;
}

clients::Client client_of(std::size_t n) {
  clients::Client one;
  one.name = fmt::format("client-{}", n);
  one.title = fmt::format("Client {}", n);
  return one;
}

// Events of one world, a little later each.
class Wire {
 public:
  void see(const std::string& service, const std::string& kind, std::uint64_t connection,
           std::vector<std::pair<std::string, std::string>> fields) {
    at_ms_ += 0.731;
    events.push_back({at_ms_, service, kind, connection, std::move(fields)});
  }
  void exchange(std::size_t number, const std::string& target) {
    see("update", "request", 1,
        {{"method", "GET"},
         {"target", target},
         {"host", "tetra-defs.amp.cisco.com"},
         {"number", std::to_string(number)},
         {"User-Agent", "client/1.0"}});
    see("update", "response", 1, {{"status", "200"}, {"length", std::to_string(1000 + number)}});
    see("update", "sent", 1, {{"bytes", std::to_string(1000 + number)}, {"complete", "1"}});
  }
  std::vector<judge::SeenEvent> events;

 private:
  double at_ms_ = 40;
};

judge::AttemptObservation attempt_of(std::size_t requests) {
  Wire wire;
  wire.see(
      "dns", "query", 0,
      {{"query", "1"}, {"name", "tetra-defs.amp.cisco.com"}, {"type", "A"}, {"transport", "udp"}});
  wire.see("dns", "answer", 0,
           {{"query", "1"},
            {"name", "tetra-defs.amp.cisco.com"},
            {"type", "A"},
            {"rcode", "noerror"},
            {"records", "3"}});
  wire.see("update", "connection", 1, {{"from", "192.0.2.10:44056"}, {"to", "192.0.2.10:443"}});
  wire.see("update", "hello", 1, {{"server_name", "tetra-defs.amp.cisco.com"}});
  wire.see("update", "handshake", 1, {{"version", "TLSv1.3"}});
  for (std::size_t n = 1; n <= requests; ++n)
    wire.exchange(n, fmt::format("/av64bit_95745/avx/Plugins/patterns.{:03}.gzip", n));
  wire.see("update", "fault", 1,
           {{"fault", "http.cut"}, {"index", "0"}, {"attempt", "1"}, {"at_byte", "505021"}});
  judge::AttemptObservation attempt;
  attempt.ended = judge::Ended::exited;
  attempt.probes["exit"] = std::int64_t{56};
  attempt.events = std::move(wire.events);
  for (int n = 0; n < 40; ++n)
    attempt.err +=
        fmt::format("* line {} of what a client tells about a connection that did not last\n", n);
  return attempt;
}

run::Finished finished(const scenario::Scenario& scenario, const clients::Client& client,
                       std::size_t s, std::size_t c) {
  run::Finished one;
  one.a_case = run::Case{&scenario, &client, "1.0", 0};
  one.verdict.kind = is_run(s, c) ? judge::Kind::pass : judge::Kind::skipped;
  one.verdict.reason = is_run(s, c) ? "" : fmt::format("{} has no route socks5", client.name);
  if (!is_run(s, c)) return one;
  one.verdict.expected = one.verdict.actual = {{"exit", "56"}};
  one.observation.attempts.push_back(attempt_of(requests_of(s, c)));
  one.observation.faults.push_back({0, "update", "http.cut", true, 1, {}});
  return one;
}

void spoil(run::Finished& one, std::size_t scenario) {
  auto& attempt = one.observation.attempts.front();
  if (scenario == 1) {
    one.verdict.kind = judge::Kind::wrong_error;
    one.verdict.reason = attempt.out = attempt.err = hostile;
    one.verdict.expected = one.verdict.actual = {{hostile, hostile}};
    for (auto& event : attempt.events) event.fields.emplace_back(hostile, hostile);
    attempt.events.push_back({90, hostile, hostile, 1, {{"how", hostile}}});
  }
  if (scenario == 2) {
    attempt = attempt_of(1000);
    attempt.out = std::string(100'000, 'o');
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  std::vector<scenario::Scenario> scenarios;
  std::vector<clients::Client> clients;
  for (std::size_t n = 0; n < scenario_count; ++n) scenarios.push_back(scenario_of(n));
  for (std::size_t n = 0; n < client_count; ++n) clients.push_back(client_of(n));
  report::HtmlReport report([](const run::Case& one) {
    return fmt::format("tetralab run {} --client {}", one.scenario->id, one.client->name);
  });
  for (std::size_t s = 0; s < scenario_count; ++s) {
    for (std::size_t c = 0; c < client_count; ++c) {
      run::Finished one = finished(scenarios[s], clients[c], s, c);
      if (c == 1) spoil(one, s);
      report.note(one);
      if (c != 1 || s != 3) continue;
      one.verdict.kind = judge::Kind::timeout;
      one.a_case.round = 2;
      report.note(one);
    }
  }
  report::Header header;
  header.version = "0.0.0";
  header.isolation = "namespace";
  header.interrupted = true;
  std::ofstream(argv[1], std::ios::binary) << report.page(header, "");
  std::cout << "a report of " << scenario_count << " scenarios x " << client_count << " clients\n";
}
