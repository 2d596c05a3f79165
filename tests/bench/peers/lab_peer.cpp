// A healthy world with the full definitions on the loopback, and everything that another server
// needs to stand in for it.
#include <fcntl.h>
#include <fmt/format.h>
#include <openssl/ocsp.h>
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <filesystem>
#include <iostream>

#include "engine/wire/spawn.hpp"
#include "harness/cell/signal_wait.hpp"
#include "world/world.hpp"

namespace {

using namespace tetra;

// Keys among them, hence 0600 whatever the umask says.
void write_private(const std::filesystem::path& path, std::string_view content) {
  std::filesystem::create_directories(path.parent_path());
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (fd < 0) throw std::runtime_error("can't write " + path.string());
  while (!content.empty()) {
    const auto wrote = ::write(fd, content.data(), content.size());
    if (wrote <= 0) throw std::runtime_error("can't write " + path.string());
    content.remove_prefix(static_cast<std::size_t>(wrote));
  }
  ::close(fd);
}

world::Blueprint blueprint() {
  world::Blueprint made;
  made.scenario.id = "bench";
  made.scenario.definitions = scenario::Definitions::full;
  made.scenario.attempts.resize(1);
  made.network = world::Network::loopback;
  definitions::TreeOptions options;
  options.set = definitions::Set::full;
  made.tree = std::make_shared<definitions::Tree>(std::move(options));
  auto pki = world::mint_pki(std::string(world::name::ocsp), std::string(world::name::crl));
  if (!pki) throw std::runtime_error(to_string(pki.error()));
  made.pki = std::make_shared<certs::Pki>(std::move(*pki));
  return made;
}

std::string ocsp_question(const certs::Identity& identity) {
  const certs::Owned<OCSP_REQUEST, OCSP_REQUEST_free> request(OCSP_REQUEST_new());
  OCSP_request_add0_id(request.get(),
                       OCSP_cert_to_id(nullptr, identity.leaf.get(), identity.issuer.get()));
  unsigned char* bytes = nullptr;
  const int size = i2d_OCSP_REQUEST(request.get(), &bytes);
  std::string der(reinterpret_cast<char*>(bytes), static_cast<std::size_t>(size));
  OPENSSL_free(bytes);
  return der;
}

// The database of openssl-ca(1): status, expiry, revocation, serial, file, subject.
std::string ocsp_index(const certs::Pki& pki) {
  std::string index;
  for (const certs::CertificateId& id : pki.issued()) {
    const bool even = id.serial.size() % 2 == 0;
    if (id.issuer == certs::Authority::intermediate)
      index +=
          fmt::format("V\t391231235959Z\t\t{}{}\tunknown\t/CN=leaf\n", even ? "" : "0", id.serial);
  }
  return index;
}

void give_out(const std::filesystem::path& folder, const certs::Pki& pki,
              const certs::Identity& identity) {
  write_private(folder / "chain.pem", certs::chain_pem(identity));
  write_private(folder / "key.pem", certs::private_key_pem(identity.key));
  write_private(folder / "issuer.pem", pki.intermediate_pem());
  const certs::Responder responder =
      pki.responder(certs::Authority::intermediate, certs::ResponderKind::issuer);
  write_private(folder / "responder.pem", certs::to_pem(responder.certificate));
  write_private(folder / "responder-key.pem", certs::private_key_pem(responder.signer.key));
  write_private(folder / "index.txt", ocsp_index(pki));
  write_private(folder / "question.der", ocsp_question(identity));
}

std::string give_file(const std::filesystem::path& folder, const definitions::Tree& tree,
                      std::string_view relative) {
  const auto engine = definitions::Engine::av64bit;
  const std::string path =
      fmt::format("/av64bit_{}/avx/{}.gzip", tree.current(engine).id, relative);
  write_private(folder / ("root" + path), read_all(*tree.find(path)->body));
  return path;
}

std::string zone_lines() {
  std::string lines;
  const auto host = [&](std::string_view name, std::string_view service) {
    for (const std::string& address : world::documentation_addresses(service))
      lines += fmt::format("host-record={},{},5\n", name, address);
  };
  for (const auto name : {world::name::definitions, world::name::definitions_eu,
                          world::name::definitions_apjc, world::name::definitions_old})
    host(name, "update");
  host(world::name::ocsp, "ocsp");
  host(world::name::crl, "crl");
  host(world::name::proxy, "proxy");
  return lines;
}

Task<> end_at_signal(asio::io_context& io) {
  cell::SignalWait stop(io.get_executor(), {SIGINT, SIGTERM});
  co_await stop.next();
  io.stop();
}

// A proxy that may connect anywhere: the world's own only reaches the world.
struct OpenProxy {
  OpenProxy(asio::io_context& io, journal::Journal& journal)
      : service(io.get_executor(), "proxy", clockwork) {
    clockwork.journal = &journal;
    proxy.emplace(proxy::Settings(), clockwork);
  }
  fault::Clockwork clockwork;
  world::Service service;
  std::optional<proxy::Proxy> proxy;
};

int serve(const std::filesystem::path& folder) {
  ::prctl(PR_SET_PDEATHSIG, SIGTERM);
  asio::io_context io(1);
  world::Blueprint plan = blueprint();
  const auto tree = plan.tree;
  const auto pki = plan.pki;
  world::World world(io, std::move(plan));
  if (auto started = world.start(); !started) throw std::runtime_error(to_string(started.error()));
  journal::Journal journal;
  OpenProxy open(io, journal);
  const auto proxy =
      open.service.bind({asio::ip::make_address("127.0.0.1"), 0}, *open.proxy, nullptr);
  give_out(folder, *pki, world.update_identity());
  write_private(folder / "zone.conf", zone_lines());
  const std::string big = give_file(folder, *tree, definitions::kLargestFile);
  const std::string small = give_file(folder, *tree, "Plugins/daily.txt");
  world.begin_attempt(1);
  open.service.open();
  wire::spawn(io.get_executor(), end_at_signal(io));
  const auto& put = world.placeholders();
  std::cout << fmt::format("update={} ocsp={} dns={} proxy={} big={} small={}\n",
                           put.at("update.port"),
                           put.at("ocsp.url").substr(put.at("ocsp.url").rfind(':') + 1),
                           put.at("dns.port"), proxy->port(), big, small)
            << std::flush;
  io.run();
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: lab_peer FOLDER\nServes until SIGTERM; writes keys into FOLDER.\n";
    return 2;
  }
  try {
    return serve(argv[1]);
  } catch (const std::exception& error) {
    std::cerr << "lab_peer: " << error.what() << '\n';
    return 1;
  }
}
