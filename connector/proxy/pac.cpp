#include "connector/proxy/pac.hpp"

#include <fmt/format.h>

#include "connector/proxy/pac_script.hpp"
#include "connector/transfer/fetch.hpp"
#include "engine/base/text.hpp"

namespace tetra::connector {
namespace {

constexpr std::uint64_t most_script = 1024 * 1024;  // WinHTTP's own bound
constexpr std::size_t most_ways = 32;

PacWays without(Cause cause, std::string detail, int http_status = 0) {
  return {failed(cause, std::move(detail), http_status), {}};
}

}  // namespace

std::vector<std::optional<ProxySettings>> read_pac_list(std::string_view list) {
  std::vector<std::optional<ProxySettings>> ways;
  for (const std::string& entry : text::split(list, ';')) {
    if (ways.size() == most_ways) break;
    const std::string_view trimmed = text::trim(entry);
    const auto space = trimmed.find_first_of(" \t");
    const std::string word = text::lower(trimmed.substr(0, space));
    if (word == "direct" && space == std::string_view::npos) ways.emplace_back();
    if ((word != "proxy" && word != "http") || space == std::string_view::npos) continue;
    const std::string place(text::trim(trimmed.substr(space)));
    const auto url = parse_url("http://" + place);
    if (!url || !url->path.empty()) continue;
    ProxySettings proxy;
    proxy.host = url->host;
    proxy.port = url->port;  // 80 where none is named
    ways.emplace_back(std::move(proxy));
  }
  return ways;
}

PacWays ask_pac(const PacSettings& settings, const Url& server, const Network& network,
                Trace& trace) {
  const std::string where = settings.location.to_string();
  trace.step(Step::pac_fetch, {{"url", where}});
  SmallAsk ask;
  ask.most = most_script;
  const Fetched fetched = fetch_directly(where, ask, network, trace);
  if (fetched.outcome.stage() == Stage::local) return {fetched.outcome, {}};
  if (!fetched.outcome.ok())
    return without(Cause::pac_unavailable, where + ": " + fetched.outcome.detail,
                   fetched.outcome.http_status);
  // A path of https stays private, as in the browsers.
  const std::string url = fmt::format("{}://{}/", server.scheme, server.authority());
  const PacResult result = run_pac_script(fetched.body, url, server.host, network.limits);
  if (!result.list) return without(Cause::pac_unusable, where + ": " + result.why);
  trace.step(Step::pac_answer, {{"url", url}, {"list", *result.list}});
  PacWays found{success(), read_pac_list(*result.list)};
  if (found.ways.empty())
    return without(Cause::pac_unusable, fmt::format("{}: `{}` names no usable proxy", where,
                                                    text::printable(*result.list, 80)));
  for (auto& way : found.ways) {
    if (!way) continue;
    way->username = settings.username;
    way->password = settings.password;
  }
  return found;
}

}  // namespace tetra::connector
