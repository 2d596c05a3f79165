#include "engine/scenario/vocabulary.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <map>
#include <stdexcept>

#include "engine/base/text.hpp"
#include "engine/fault/trigger.hpp"
#include "engine/journal/kinds/http.hpp"
#include "engine/journal/kinds/transport.hpp"
#include "engine/journal/kinds/tunnel.hpp"
#include "engine/scenario/loader.hpp"

namespace tetra::scenario {

using Form = KeyInfo::Form;

namespace {

// From the surest on.
std::vector<std::string> marks_up_to(Evidence last) {
  std::vector<std::string> marks;
  for (const auto& [mark, word] : table_of(Evidence())) {
    if (mark <= last) marks.emplace_back(word);
  }
  return marks;
}

}  // namespace

const std::vector<std::string>& services() {
  static const std::vector<std::string> all{"dns",   "update", "ocsp", "crl",
                                            "proxy", "socks",  "pac"};
  return all;
}

const std::vector<std::string>& stages() {
  return words<Stage>();
}

const std::vector<KeyInfo>& scenario_keys() {
  static const std::vector<KeyInfo> all{
      {"id", Form::text, "the file's name", "small letters, digits and dashes; unique"},
      {"title", Form::bilingual, "the id", "one line, a text or {en, de}"},
      {"stage", Form::word, "the folder's name", "where in an update the failure shows"},
      {"evidence", Form::word, "synthetic", "how sure it is that customers meet this"},
      {"explain", Form::bilingual, "",
       "what happens, what the customer sees, what to check; a text or {en, de}"},
      {"catalogue", Form::words, "",
       "rows of the failure catalogue that it covers; never inherited"},
      {"extends", Form::text, "", "id of the scenario that this one changes"},
      {"family", Form::members, "",
       "scenarios that differ in a word or two: by id, what each has over the rest of the file"},
      {"with", Form::member_words, "",
       "a member's words, put where the family's texts and values have `$word`"},
      {"route", Form::word, "direct", "how the endpoint is told to reach the server"},
      {"login", Form::login, "none",
       "what the endpoint gives the proxy: none, right, wrong or {user, password}"},
      {"server", Form::url, "https://tetra-defs.amp.cisco.com",
       "the policy's update server: scheme, host, optional port"},
      {"get", Form::target, "",
       "what a client of one request fetches: a path, {payload}, {manifest} or {versions}; left "
       "out: the first of /, {versions}, {payload}, {manifest} that the faults' `when: path` holds "
       "for"},
      {"definitions", Form::word, "small", "how large the set of definitions is"},
      {"policy", Form::policy, "", "switches of the policy's conn/ssl, each 0 or 1"},
      {"timeout", Form::duration, "10s", "the client's own patience, 100ms to 1h"},
      {"options", Form::options, "",
       "what the client is told besides: words of the client files, such as resume"},
      {"clock", Form::offset, "0s",
       "by how much the endpoint's clock is ahead, or behind with a minus"},
      {"installed", Form::flag, "false", "the endpoint already has the definitions before these"},
      {"disk", Form::size, "",
       "how much the client can still write before its disk is full, up to 1GiB"},
      {"locked", Form::flag, "false",
       "something else holds the place where new definitions would come in use"},
      {"faults", Form::faults, "", "what is wrong during all attempts"},
      {"attempts", Form::attempts, "1",
       "how often the client runs, or a list with the faults of each run"},
      {"expect", Form::expect, "", "what each client must report"},
      {"wire", Form::wire, "", "what the lab itself must have seen"},
  };
  return all;
}

const std::vector<KeyInfo>& attempt_keys() {
  static const std::vector<KeyInfo> all{
      {"faults", Form::faults, "",
       "what is wrong during this attempt, beside the scenario's faults"},
      {"expect", Form::expect, "", "what each client must report this time, over the scenario's"},
      {"wire", Form::wire, "", "what the lab must have seen during this attempt"},
      {"pause", Form::duration, "0s",
       "how long the world goes on alone before this attempt begins, up to 1m"},
      {"clock", Form::offset, "the scenario's",
       "by how much the endpoint's clock is ahead this time, or behind with a minus"},
  };
  return all;
}

const std::vector<KeyInfo>& fault_keys() {
  static const std::vector<KeyInfo> all{
      {"when", Form::when, "", "only on occasions for which all of these hold"},
      {"above", Form::rate, "",
       "only what comes above this rate, such as 5/s or 20/30s; what it hits is not counted"},
      {"times", Form::trigger, "", "at most so many times"},
      {"every", Form::trigger, "1", "only every nth occasion"},
      {"after", Form::trigger, "0", "the first so many occasions pass"},
      {"for", Form::duration, "", "so long after the first occasion, then no more"},
      {"until", Form::duration, "", "so long after the world was ready, then no more"},
      {"probability", Form::trigger, "1",
       "each time by this chance, above 0 and up to 1; the seed is printed"},
      {"optional", Form::flag, "false", "the verdict does not ask that it happened"},
  };
  return all;
}

std::vector<std::string> names_of(const std::vector<KeyInfo>& keys) {
  std::vector<std::string> names;
  for (const KeyInfo& key : keys) names.emplace_back(key.name);
  return names;
}

const std::vector<std::string>& words_of(std::string_view key) {
  static const std::vector<std::string> truth{"true", "false"};
  static const std::map<std::string, std::vector<std::string>, std::less<>> all{
      {"stage", words<Stage>()},
      {"evidence", marks_up_to(Evidence::synthetic)},
      {"route", words<Route>()},
      {"definitions", words<Definitions>()},
      {"login", words<Login::Kind>()},
      {"installed", truth},
      {"locked", truth},
      {"optional", truth},
  };
  const auto found = all.find(key);
  if (found == all.end()) throw std::logic_error("no words for the key " + std::string(key));
  return found->second;
}

const std::vector<Metric>& metrics() {
  static const std::vector<Metric> all{
      {"connections", "accepted connections", "dns update ocsp crl proxy socks pac",
       event::Connection::kind.word},
      {"requests", "HTTP requests read", "update ocsp crl proxy pac", event::Request::kind.word},
      {"queries", "DNS queries, or OCSP requests that could be read", "dns ocsp",
       event::word::query},
      {"connects", "CONNECT requests to the proxy, SOCKS requests to a SOCKS server", "proxy socks",
       event::Connect::kind.word},
      {"handshakes",
       "completed TLS handshakes, those of a proxy with clients inside intercepted tunnels as well",
       "update proxy", event::Handshake::kind.word},
      {"tunnels", "tunnels opened", "proxy socks", event::Tunnel::kind.word},
      {"lookups", "names that the proxy looked up", "proxy socks", event::Lookup::kind.word},
      {"status", "status codes sent", "update ocsp crl proxy pac", {}},
      {"answers", "DNS answers sent", "dns", event::word::answer},
      {"bytes", "body bytes sent", "update ocsp crl proxy pac", {}},
      {"syns", "SYNs that came to a door which refuses or swallows them",
       "update ocsp crl proxy socks pac", event::Syn::kind.word},
  };
  return all;
}

std::vector<std::string> metric_names(std::string_view service) {
  std::vector<std::string> names;
  for (const Metric& metric : metrics()) {
    const auto of = text::split(metric.services, ' ');
    if (service.empty() || std::find(of.begin(), of.end(), service) != of.end())
      names.emplace_back(metric.name);
  }
  return names;
}

const std::vector<std::string>& policy_switches() {
  static const std::vector<std::string> all{"crlc", "verifypeer", "verifyhost"};
  return all;
}

const std::vector<std::string>& expectation_marks() {
  return words<Evidence>();
}

bool has_form(std::string_view text, std::string_view form) {
  thread_local std::map<std::string, re2::RE2, std::less<>> compiled;
  auto found = compiled.find(form);
  if (found == compiled.end())
    found = compiled.try_emplace(std::string(form), std::string(form)).first;
  return re2::RE2::FullMatch(re2::StringPiece(text.data(), text.size()), found->second);
}

}  // namespace tetra::scenario
