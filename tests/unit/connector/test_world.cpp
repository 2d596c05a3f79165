#include "tests/unit/connector/test_world.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <stdlib.h>

#include <fstream>
#include <pugixml.hpp>
#include <sstream>

namespace tetra::connector::test {
namespace fs = std::filesystem;
namespace {

constexpr const char* ocsp_url = "http://commercial.ocsp.identrust.com";
constexpr const char* crl_url = "http://validation.identrust.com/crl/hydrantidcao1.crl";
constexpr const char* root_crl_url = "http://validation.identrust.com/crl/commercialrootca1.crl";

void write(const fs::path& file, const std::string& text) {
  std::ofstream(file, std::ios::binary) << text;
}

}  // namespace

World::World() : signing_key(ed25519()) {
  std::string pattern = (fs::temp_directory_path() / "tetra-connector-XXXXXX").string();
  home = ::mkdtemp(pattern.data());
  root = mint({"Commercial Root CA", {}, {}, {}}, nullptr);
  intermediate = mint({"Server CA O1", {}, {}, root_crl_url}, &root);
  write(home / "ca.pem", pem(root.certificate));
  write(home / "definitions-key.pem", public_pem(signing_key));
  authority = std::make_unique<Server>([this](Peer& peer) { serve_authority(peer); });
  use_leaf({"defs", definitions_host, ocsp_url, crl_url}, &intermediate, {&intermediate});
  options.home = home;
  options.ca_file = home / "ca.pem";
  options.limits.read = std::chrono::milliseconds(700);
  options.limits.connect = std::chrono::milliseconds(700);
  options.time_limit = std::chrono::seconds(30);
}

World::~World() {
  update.reset();
  authority.reset();
  std::error_code ignored;
  fs::remove_all(home, ignored);
}

void World::use_leaf(const Wanted& wanted, const Identity* issuer,
                     const std::vector<const Identity*>& chain) {
  update.reset();
  leaf = mint(wanted, issuer);
  update = std::make_unique<Server>([this](Peer& peer) { serve_updates(peer); },
                                    server_context(leaf, chain));
}

void World::use_proxy(std::uint16_t port, const std::string& extra) {
  proxy_ = fmt::format(
      "<proxy><type>http</type><server>127.0.0.1</server><port>{}</port>{}</proxy>", port, extra);
}

void World::publish(std::uint64_t version, const std::map<std::string, std::string>& plain) {
  const std::string folder = fmt::format("/av64bit_{}/", version);
  std::string manifest;
  for (const auto& [path, text] : plain) {
    manifest += fmt::format("+ {} {} {}\n", md5(text), path, text.size());
    files[folder + "avx/" + path + ".gzip"] = gzip(text);
  }
  files["/av64bit/versions.id"] =
      fmt::format("<info><all><id value=\"{}\"/></all></info>", version);
  files[folder + "versions.dat"] = manifest;
  files[folder + "versions.dat.gz"] = gzip(manifest);
  files[folder + "versions.sig"] = sign_line(signing_key, manifest);
}

void World::use_plain_http() {
  update.reset();
  update = std::make_unique<Server>([this](Peer& peer) { serve_updates(peer); });
  server = "http://update.amp.cisco.com";
}

void World::write_policy() {
  write(home / "policy.xml",
        fmt::format(
            "<Object><config><agent><scansettings><tetra><updater><enable>1</enable><server>{}</"
            "server><interval>3600</interval></updater></tetra>"
            "</scansettings></agent>{}<conn><ssl>{}</ssl></conn></config></Object>",
            server, proxy_, policy_ssl));
  options.connect_to = more_connect_to;
  for (const ConnectTo& rule :
       {ConnectTo{definitions_host, 443, "127.0.0.1", update->port()},
        ConnectTo{"update.amp.cisco.com", 80, "127.0.0.1", update->port()},
        ConnectTo{"commercial.ocsp.identrust.com", 80, "127.0.0.1", authority->port()},
        ConnectTo{"validation.identrust.com", 80, "127.0.0.1", authority->port()}}) {
    options.connect_to.push_back(rule);
  }
}

Observed World::run() {
  write_policy();
  Observed observed;
  std::ostringstream out;
  std::ostringstream err;
  observed.exit = connector::run(options, out, err);
  observed.out = out.str();
  observed.err = err.str();
  std::string last;
  std::istringstream lines(observed.out);
  for (std::string line; std::getline(lines, line);) last = line;
  observed.json = nlohmann::json::parse(last, nullptr, false);
  pugi::xml_document local;
  local.load_file((home / "local.xml").c_str());
  observed.lasterror = local.select_node("//tetra/lasterror").node().text().get();
  return observed;
}

std::string World::installed(const std::string& path) const {
  std::ifstream in(home / "definitions/av64bit/current/avx" / path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::vector<std::string> World::requests() {
  const std::lock_guard lock(mutex_);
  return requests_;
}

int World::count(const std::string& part) {
  int n = 0;
  for (const std::string& request : requests())
    n += request.find(part) != std::string::npos ? 1 : 0;
  return n;
}

bool World::send_file(Peer& peer, const std::string& request, const std::string& body) {
  const std::string etag = "\"" + md5(body) + "\"";
  std::size_t first = 0;
  if (const auto at = request.find("Range: bytes=");
      at != std::string::npos && request.find("If-Range: " + etag) != std::string::npos) {
    first = std::stoul(request.substr(at + 13));
  }
  const std::string range = first == 0 ? ""
                                       : fmt::format("Content-Range: bytes {}-{}/{}\r\n", first,
                                                     body.size() - 1, body.size());
  const std::string answer =
      reply(body.substr(first), first == 0 ? 200 : 206, "ETag: " + etag + "\r\n" + range);
  if (request_path(request) != cut_path || cuts == 0) {
    peer.send(answer);
    return true;
  }
  --cuts;
  peer.send(std::string_view(answer).substr(0, answer.find("\r\n\r\n") + 4 + cut_at));
  if (cut == Cut::reset) {
    ::poll(nullptr, 0, 50);  // a reset may overtake what is still in flight
    peer.reset();
  }
  if (cut == Cut::close_notify) peer.close_notify();
  if (cut == Cut::stall) {
    char byte = 0;
    peer.read(&byte, 1);
  }
  return false;
}

void World::serve_updates(Peer& peer) {
  for (int served = 0; served < requests_per_connection; ++served) {
    const std::string request = peer.read_request();
    if (request.empty()) return;
    {
      const std::lock_guard lock(mutex_);
      requests_.push_back(request);
    }
    on_request();
    const auto file = files.find(request_path(request));
    if (file == files.end()) {
      peer.send(reply("nothing here", 404));
    } else if (file->second.starts_with("HTTP/1.1 ")) {
      peer.send(file->second);
    } else if (!send_file(peer, request, file->second)) {
      return;
    }
  }
}

void World::serve_authority(Peer& peer) {
  const std::string request = peer.read_request();
  const std::string path = request_path(request);
  if (request.starts_with("POST")) {
    if (ocsp_up)
      peer.send(reply(
          answer_ocsp(request.substr(request.find("\r\n\r\n") + 4), intermediate, ocsp_status)));
  } else if (crl_up) {
    peer.send(
        reply(make_crl(path.find("root") != std::string::npos ? root : intermediate, revoked)));
  }
}

}  // namespace tetra::connector::test
