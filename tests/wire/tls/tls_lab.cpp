#include "tests/wire/tls/tls_lab.hpp"

#include <openssl/x509v3.h>

#include <stdexcept>

namespace tetra::test {
namespace {

constexpr const char* host = "tetra-defs.amp.cisco.com";

template <class T>
T required(Result<T> made) {
  if (!made) throw std::runtime_error(to_string(made.error()));
  return std::move(*made);
}

std::vector<std::string> hosts_of(X509* leaf) {
  std::vector<std::string> hosts;
  auto* names =
      static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(leaf, NID_subject_alt_name, nullptr, nullptr));
  for (int i = 0; i < sk_GENERAL_NAME_num(names); ++i) {
    const GENERAL_NAME* name = sk_GENERAL_NAME_value(names, i);
    if (name->type == GEN_DNS)
      hosts.emplace_back(reinterpret_cast<const char*>(ASN1_STRING_get0_data(name->d.dNSName)));
  }
  GENERAL_NAMES_free(names);
  return hosts;
}

void look_at(SSL* ssl, Shaken& shaken) {
  shaken.version = SSL_get_version(ssl);
  const unsigned char* text = nullptr;
  unsigned int size = 0;
  SSL_get0_alpn_selected(ssl, &text, &size);
  shaken.alpn.assign(reinterpret_cast<const char*>(text), size);
  const unsigned char* staple = nullptr;
  const long staple_size = SSL_get_tlsext_status_ocsp_resp(ssl, &staple);
  if (staple_size > 0)
    shaken.staple.assign(reinterpret_cast<const char*>(staple),
                         static_cast<std::size_t>(staple_size));
  shaken.certificates = sk_X509_num(SSL_get_peer_cert_chain(ssl));
  if (X509* leaf = SSL_get0_peer_certificate(ssl)) shaken.hosts = hosts_of(leaf);
  shaken.group = OBJ_nid2sn(static_cast<int>(SSL_get_negotiated_group(ssl)));
}

}  // namespace

TlsLab::TlsLab(const std::vector<TlsLine>& faults)
    : Server([this](tcp::Arrival arrival) { return serve(std::move(arrival)); }),
      pki_(required(certs::Pki::create({.hosts = {host}, .permitted_dns = {"amp.cisco.com"}}))) {
  clockwork_.journal = &journal();
  clockwork_.ready = std::chrono::steady_clock::now();
  for (std::size_t i = 0; i < faults.size(); ++i) {
    const fault::Catalog::Entry* entry = fault::Catalog::instance().find("update", faults[i].name);
    if (entry == nullptr) throw std::runtime_error("no fault " + faults[i].name);
    const Node value = faults[i].parameters.empty() ? Node() : map_node(faults[i].parameters);
    auto fault = required(fault::make_fault(*entry, value));
    plan_.add(std::make_shared<fault::Armed>(
        fault::Armed{i, "update", entry->info.id(), std::move(fault), fault::TriggerState({}, 1)}));
  }
  acceptor_ = required(tls::Acceptor::create(pki_, "update", plan_));
}

Task<> TlsLab::serve(tcp::Arrival arrival) {
  wire::ConnectionPtr peer = co_await acceptor_->accept(std::move(arrival.connection),
                                                        arrival.number, arrival.local_address);
  if (peer) {
    std::string chunk(1000, '\0');
    const wire::IoResult got = co_await peer->read_some(asio::buffer(chunk));
    if (!got.ec) co_await peer->write(asio::buffer(std::string_view("200")));
    co_await peer->end(wire::Ending::clean);
  }
  const event::Gone gone;
  journal().write("update", arrival.number, gone);
}

Shaken shake(const std::vector<TlsLine>& faults, Security security, const Prepare& prepare) {
  TlsLab lab(faults);
  RawClient::Settings settings;
  settings.security = security;
  settings.server_name = host;
  RawClient client(lab.port(), settings);
  static constexpr unsigned char offer[] = "\x08http/1.1\x02h2";
  SSL_set_alpn_protos(client.native(), offer, sizeof offer - 1);
  SSL_set_tlsext_status_type(client.native(), TLSEXT_STATUSTYPE_ocsp);
  if (prepare) prepare(client.native());
  Shaken shaken;
  const auto began = std::chrono::steady_clock::now();
  shaken.done = client.handshake();
  shaken.took = std::chrono::steady_clock::now() - began;
  if (shaken.done) look_at(client.native(), shaken);
  if (shaken.done) client.send("GET");
  shaken.heard = client.listen();
  shaken.failure = shaken.heard.tls_error;
  shaken.raw = client.raw();
  shaken.asked_for_certificate = SSL_get0_peer_CA_list(client.native()) != nullptr;
  client.close();
  lab.events().wait(event::Gone::kind);
  shaken.acted = lab.events().count(event::Fault::kind);
  shaken.journal = lab.events().dump();
  return shaken;
}

void expect_tls_differs(const std::vector<TlsLine>& faults, const Sees& sees, Security security,
                        const Prepare& prepare) {
  const Shaken spoiled = shake(faults, security, prepare);
  EXPECT_TRUE(sees(spoiled)) << spoiled.journal << "the client got " << spoiled.raw.size()
                             << " bytes; " << spoiled.failure;
  EXPECT_EQ(spoiled.acted, faults.size()) << spoiled.journal;
  const Shaken healthy = shake({}, security, prepare);
  EXPECT_FALSE(sees(healthy)) << "the check says nothing: it holds without the fault\n"
                              << healthy.journal;
  EXPECT_EQ(healthy.acted, 0u);
  EXPECT_TRUE(healthy.done);
}

}  // namespace tetra::test
