#include "connector/local/policy.hpp"

#include <fmt/format.h>

#include <fstream>
#include <pugixml.hpp>

#include "engine/base/text.hpp"

namespace tetra::connector {
namespace {

constexpr std::size_t most_policy_bytes = 1024 * 1024;

Place place_at(std::string_view xml, const std::string& file, std::ptrdiff_t offset) {
  Place place{file, 1, 1};
  for (std::ptrdiff_t i = 0; i < offset && i < static_cast<std::ptrdiff_t>(xml.size()); ++i) {
    if (xml[static_cast<std::size_t>(i)] == '\n') {
      ++place.line;
      place.column = 1;
    } else {
      ++place.column;
    }
  }
  return place;
}

/// The settings that we look for stand at one of several depths: FACTS names the nodes, not
/// everything above them.
class Reader {
 public:
  Reader(const pugi::xml_document& document, std::string_view xml, std::string file)
      : document_(document), xml_(xml), file_(std::move(file)) {}

  pugi::xml_node find(const char* path) const {
    const std::string query = fmt::format("(/Object/config//{})[1]", path);
    return document_.select_node(query.c_str()).node();
  }
  std::string text(const char* path) const {
    return std::string(text::trim(find(path).text().get()));
  }
  Place where(const char* path) const { return place_at(xml_, file_, find(path).offset_debug()); }

  Result<bool> flag(const char* path, bool otherwise) const {
    const std::string value = text::lower(text(path));
    if (value.empty()) return otherwise;
    // libcurl's verifyhost is 2 where it means "check".
    if (value == "1" || value == "2" || value == "true" || value == "yes") return true;
    if (value == "0" || value == "false" || value == "no") return false;
    return fail("bad-policy", where(path),
                fmt::format("`{}` in <{}> is not 0 or 1", text::printable(value, 40), path));
  }
  Result<std::uint16_t> port(const char* path, std::uint16_t otherwise) const {
    const std::string value = text(path);
    if (value.empty()) return otherwise;
    const auto number = text::to_integer(value);
    if (!number || *number < 1 || *number > 65535) {
      return fail("bad-policy", where(path),
                  fmt::format("`{}` in <{}> is not a port from 1 to 65535",
                              text::printable(value, 40), path));
    }
    return static_cast<std::uint16_t>(*number);
  }

 private:
  const pugi::xml_document& document_;
  std::string_view xml_;
  std::string file_;
};

Result<Duration> read_interval(const Reader& reader) {
  std::string value = reader.text("updater/interval");
  if (value.empty()) return Duration(std::chrono::hours(1));
  if (text::to_integer(value)) value += "s";
  auto interval = parse_duration(value, reader.where("updater/interval"));
  if (!interval) return interval;
  if (interval->count() <= 0 || *interval > std::chrono::hours(24 * 31)) {
    return fail("bad-policy", reader.where("updater/interval"),
                "the interval is not between 0 and 31 days");
  }
  return interval;
}

Result<std::optional<ProxySettings>> read_proxy(const Reader& reader) {
  const std::string type = text::lower(reader.text("proxy/type"));
  const std::string server = reader.text("proxy/server");
  if (type == "none" || (type.empty() && server.empty())) return std::optional<ProxySettings>{};
  const auto known = parse_proxy_type(type.empty() ? "http" : type);
  if (!known) {
    return fail("bad-policy", reader.where("proxy/type"),
                fmt::format("the proxy type `{}` is not known here", text::printable(type, 40)),
                "use http, https, socks4, socks4a, socks5, socks5h or none");
  }
  const std::string auth = text::lower(reader.text("proxy/authtype"));
  const auto scheme = parse_proxy_auth(auth.empty() ? "basic" : auth);
  if (!scheme && auth != "none") {
    return fail(
        "bad-policy", reader.where("proxy/authtype"),
        fmt::format("the proxy authentication `{}` is not known here", text::printable(auth, 40)),
        "use any, basic, digest, ntlm or none");
  }
  auto url = parse_url("http://" + server, reader.where("proxy/server"));
  if (!url) return fail(url.error());
  auto port = reader.port("proxy/port", url->port);
  if (!port) return fail(port.error());
  ProxySettings proxy{url->host, *port,  {},
                      {},        *known, scheme.value_or(ProxySettings::Auth::basic)};
  if (auth != "none") {
    proxy.username = reader.text("proxy/username");
    proxy.password = reader.find("proxy/password").text().get();
  }
  if (proxy.username.find(':') != std::string::npos) {  // RFC 7617 2: it would end the user name
    return fail("bad-policy", reader.where("proxy/username"),
                "a user name for Basic can't hold a colon");
  }
  return std::optional<ProxySettings>(std::move(proxy));
}

Result<std::optional<PacSettings>> read_pac(const Reader& reader) {
  const std::string location = reader.text("proxy/pacloc");
  if (location.empty()) return std::optional<PacSettings>{};
  auto url = parse_url(location, reader.where("proxy/pacloc"));
  if (!url) return fail(url.error());
  if (url->is_tls())
    return fail("bad-policy", reader.where("proxy/pacloc"), "a PAC file is fetched by http only",
                "write http://host/proxy.pac");
  return std::optional<PacSettings>(
      PacSettings{*url, reader.text("proxy/username"), reader.find("proxy/password").text().get()});
}

std::string read_whole(std::ifstream& in) {
  std::string text(most_policy_bytes + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  return text;
}

}  // namespace

Result<Policy> parse_policy(std::string_view xml, const std::string& file) {
  if (xml.size() > most_policy_bytes)
    return fail("bad-policy", {file, 0, 0}, "the policy is larger than 1 MiB");
  pugi::xml_document document;
  const auto parsed =
      document.load_buffer(xml.data(), xml.size(), pugi::parse_default | pugi::parse_doctype);
  if (!parsed)
    return fail("bad-policy", place_at(xml, file, parsed.offset),
                fmt::format("this is not XML: {}", parsed.description()));
  for (const auto& node : document.children()) {
    if (node.type() == pugi::node_doctype) {
      return fail("bad-policy", place_at(xml, file, node.offset_debug()), "a policy has no DOCTYPE",
                  "remove it: entities are not expanded");
    }
  }
  if (!document.child("Object").child("config")) {
    return fail("bad-policy", {file, 1, 1}, "there is no /Object/config in this policy");
  }
  const Reader reader(document, xml, file);
  const std::string server = reader.text("updater/server");
  if (server.empty())
    return fail("bad-policy", {file, 1, 1}, "the policy names no update server",
                "add agent/scansettings/tetra/updater/server");
  auto url = parse_url(server, reader.where("updater/server"));
  auto enabled = reader.flag("updater/enable", true);
  auto interval = read_interval(reader);
  auto proxy = read_proxy(reader);
  auto pac = read_pac(reader);
  auto verify_host = reader.flag("conn/ssl/verifyhost", true);
  auto verify_peer = reader.flag("conn/ssl/verifypeer", true);
  auto revocation = reader.flag("conn/ssl/crlc", true);
  if (!url) return fail(url.error());
  while (!url->path.empty() && url->path.back() == '/') url->path.pop_back();
  if (!interval) return fail(interval.error());
  if (!proxy) return fail(proxy.error());
  if (!pac) return fail(pac.error());
  if (*proxy) pac->reset();
  for (const auto* flag : {&enabled, &verify_host, &verify_peer, &revocation}) {
    if (!*flag) return fail(flag->error());
  }
  return Policy{*enabled, *url, *interval, *proxy, *verify_host, *verify_peer, *revocation, *pac};
}

Result<Policy> load_policy(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in)
    return fail("no-policy", {file.string(), 0, 0}, "the policy can't be read",
                "give --home a folder with a policy.xml, or --policy FILE");
  return parse_policy(read_whole(in), file.string());
}

}  // namespace tetra::connector
