#include "tests/support/server.hpp"

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <stdexcept>

namespace tetra::test {
namespace {

void need(const Problem& problem) {
  throw std::runtime_error(to_string(problem));
}

Node node_of(const Written& written) {
  if (written.empty()) return {};
  std::vector<std::pair<std::string, Node>> entries;
  for (const auto& [key, value] : written) entries.emplace_back(key, scalar_node(value));
  return map_node(std::move(entries));
}

SSL_CTX* make_server_context() {
  SSL_CTX* context = SSL_CTX_new(TLS_server_method());
  EVP_PKEY* key = EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519");
  X509* certificate = X509_new();
  X509_set_version(certificate, X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate), -3600);
  X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
  X509_set_pubkey(certificate, key);
  X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>("localhost"), -1, -1, 0);
  X509_set_issuer_name(certificate, X509_get_subject_name(certificate));
  X509_sign(certificate, key, nullptr);
  SSL_CTX_use_certificate(context, certificate);
  SSL_CTX_use_PrivateKey(context, key);
  X509_free(certificate);
  EVP_PKEY_free(key);
  SSL_CTX_set_num_tickets(context, 0);
  SSL_CTX_set_options(context,
                      SSL_OP_NO_TICKET | SSL_OP_NO_RENEGOTIATION | SSL_OP_IGNORE_UNEXPECTED_EOF);
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  return context;
}

}  // namespace

Line line(std::string name, const Written& parameters, const Written& trigger) {
  return {std::move(name), node_of(parameters), node_of(trigger)};
}

Line line_after(std::string name, std::string key, std::string text) {
  Node after = map_node({{"after", scalar_node(std::move(text))}});
  return {std::move(name), map_node({{std::move(key), std::move(after)}}), {}};
}

SSL_CTX* server_context() {
  static const std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> made(make_server_context(),
                                                                      SSL_CTX_free);
  return made.get();
}

SSL* server_ssl(Security security) {
  SSL* ssl = SSL_new(server_context());
  if (security == Security::tls12) SSL_set_max_proto_version(ssl, TLS1_2_VERSION);
  SSL_set_accept_state(ssl);
  return ssl;
}

Server::Server(Protocol protocol, const std::vector<Line>& faults) {
  clockwork_.journal = &journal_;
  clockwork_.ready = std::chrono::steady_clock::now();
  events_.attach(journal_);
  for (std::size_t i = 0; i < faults.size(); ++i) arm(faults[i], i);
  loop_.run([&] {
    listener_ = std::make_unique<tcp::Listener>(loop_.executor(), "update", connections_, tcp_plan_,
                                                std::move(protocol));
    const auto at = listener_->bind({asio::ip::address_v4::loopback(), 0});
    if (!at) need(at.error());
    port_ = at->port();
    listener_->open();
  });
}

Server::~Server() {
  stop();
}

void Server::arm(const Line& line, std::size_t index) {
  const fault::Catalog::Entry* entry = fault::Catalog::instance().find("update", line.name);
  if (entry == nullptr) throw std::runtime_error("no fault " + line.name);
  auto made = fault::make_fault(*entry, line.value);
  if (!made) need(made.error());
  const auto trigger = fault::read_trigger(line.trigger);
  if (!trigger) need(trigger.error());
  auto armed = std::make_shared<fault::Armed>(fault::Armed{
      index, "update", entry->info.id(), std::move(*made), fault::TriggerState(*trigger, 1)});
  if (entry->info.layer == "tcp") return tcp_plan_.add(std::move(armed));
  if (entry->info.layer == "http") return http_plan_.add(std::move(armed));
  throw std::runtime_error("no place for " + entry->info.id());
}

void Server::next_attempt() {
  loop_.run([this] {
    ++clockwork_.attempt;
    listener_->open();
  });
}

void Server::knock() {
  loop_.run([this] { listener_->knocked(listener_->endpoints().front(), "127.0.0.1:1"); });
}

Task<http::Response> HttpServer::Handler::handle(const http::Exchange& exchange) {
  co_return answer(exchange);
}

HttpServer::HttpServer(Security security, Answer answer, const std::vector<Line>& faults)
    : Server([this](tcp::Arrival arrival) { return serve(std::move(arrival)); }, faults),
      security_(security),
      handler_(std::move(answer)) {}

Task<> HttpServer::serve(tcp::Arrival arrival) {
  wire::ConnectionPtr peer = std::move(arrival.connection);
  if (security_ != Security::plain) {
    auto tls = std::make_unique<wire::TlsConnection>(std::move(peer), server_ssl(security_));
    const error_code ec = co_await tls->handshake();
    if (ec) co_return;
    peer = std::move(tls);
  }
  http::Serving serving;
  serving.service = "update";
  serving.connection = arrival.number;
  serving.address = arrival.local_address;
  serving.requests = &requests_;
  serving.plan = &http_plan();
  serving.journal = &journal();
  co_await http::serve(*peer, handler_, serving);
}

}  // namespace tetra::test
