#include "mockserver/tls/acceptor.hpp"

#include <openssl/ssl.h>

#include <stdexcept>

#include "engine/journal/kinds/transport.hpp"
#include "engine/wire/details.hpp"

namespace tetra::tls {
namespace {

// "no ALPN agreed" (FACTS section 2, D): unless a scenario has faults of HTTP/2, a client's offer
// stays unanswered.
std::shared_ptr<SSL_CTX> bare_context() {
  std::shared_ptr<SSL_CTX> made(SSL_CTX_new(TLS_server_method()), SSL_CTX_free);
  if (!made) throw std::runtime_error("SSL_CTX_new failed");
  SSL_CTX_set_num_tickets(made.get(), 0);
  SSL_CTX_set_options(made.get(),
                      SSL_OP_NO_TICKET | SSL_OP_NO_RENEGOTIATION | SSL_OP_IGNORE_UNEXPECTED_EOF);
  SSL_CTX_set_session_cache_mode(made.get(), SSL_SESS_CACHE_OFF);
  return made;
}

constexpr std::size_t most_key_log =
    16 << 20;  // some 20,000 connections; memory must not follow the peers

void write_key_line(const SSL* ssl, const char* line) {
  wire::TlsConnection::note_secret(ssl, line);
  auto* log = static_cast<std::string*>(SSL_CTX_get_app_data(SSL_get_SSL_CTX(ssl)));
  if (log != nullptr && log->size() < most_key_log) log->append(line).append("\n");
}

// RFC 7301 section 3.2. An offer that nobody wants is left unanswered, as a server without ALPN
// does.
int select_h2(SSL* /*ssl*/, const unsigned char** out, unsigned char* out_size,
              const unsigned char* offer, unsigned offer_size, void* offers_h2) {
  constexpr unsigned char h2[] = {2, 'h', '2'};
  unsigned char* chosen = nullptr;
  if (!*static_cast<const bool*>(offers_h2)) return SSL_TLSEXT_ERR_NOACK;
  if (SSL_select_next_proto(&chosen, out_size, h2, sizeof h2, offer, offer_size) !=
      OPENSSL_NPN_NEGOTIATED)
    return SSL_TLSEXT_ERR_NOACK;
  *out = chosen;
  return SSL_TLSEXT_ERR_OK;
}

}  // namespace

Result<std::unique_ptr<Acceptor>> Acceptor::create(certs::Pki& pki, std::string service,
                                                   fault::Plan<Fault>& plan,
                                                   std::vector<std::string> hosts) {
  std::unique_ptr<Acceptor> made(new Acceptor(pki, std::move(service), plan, std::move(hosts)));
  auto healthy = made->issue(certs::LeafSpec());
  if (!healthy) return fail(healthy.error());
  made->healthy_ = made->make_context(std::move(*healthy));
  return made;
}

Result<certs::Identity> Acceptor::issue(certs::LeafSpec leaf) const {
  if (!hosts_.empty() && !leaf.hosts) leaf.hosts = hosts_;
  return pki_.issue(leaf);
}

Acceptor::Context Acceptor::make_context(certs::Identity identity) {
  Context context;
  context.identity = std::move(identity);
  context.ssl = bare_context();
  certs::install(context.ssl.get(), context.identity);
  SSL_CTX_set_app_data(context.ssl.get(), key_log_);
  SSL_CTX_set_keylog_callback(context.ssl.get(), write_key_line);
  SSL_CTX_set_alpn_select_cb(context.ssl.get(), select_h2, &offers_h2_);
  return context;
}

void Acceptor::log_keys_to(std::string* log) {
  key_log_ = log;
  SSL_CTX_set_app_data(healthy_.ssl.get(), log);
}

Handshake Acceptor::ask(const wire::Hello& hello, std::uint64_t connection,
                        const std::string& address) {
  plan_.clockwork().journal->write(service_, connection,
                                   event::Hello{.server_name = hello.server_name});
  fault::Context context;
  context.connection = connection;
  context.host = hello.server_name;
  context.address = address;
  Handshake handshake;
  plan_.ask(context, [&](Fault& fault, const wire::Acted& acted) {
    fault.on_hello(hello, handshake, acted);
  });
  return handshake;
}

// Every connection gets the same certificate, as from a real server: it is minted when first asked
// for.
const certs::Identity& Acceptor::identity_for(const Handshake& handshake) {
  if (!handshake.leaf) return healthy_.identity;
  const auto known = minted_.find(handshake.leaf_by);
  if (known != minted_.end()) return known->second;
  auto identity = issue(*handshake.leaf);
  if (!identity)
    throw std::logic_error("a fault asked for a certificate that can't be: " +
                           to_string(identity.error()));
  return minted_.emplace(handshake.leaf_by, std::move(*identity)).first->second;
}

// `own` holds what only this connection uses, until its handshake is over.
wire::HelloAnswer Acceptor::answer_for(Own& own) {
  Handshake& handshake = own.settings.handshake;
  wire::HelloAnswer answer = std::move(handshake.answer);
  if (needs_own_context(handshake)) {
    own.context = make_context(identity_for(handshake));
    apply(own.context.ssl.get(), own.settings, pki_, own.context.identity);
    answer.context = own.context.ssl.get();
  }
  answer.adjust = [adjust = adjustment(handshake), before = std::move(answer.adjust)](SSL* ssl) {
    if (before) before(ssl);
    adjust(ssl);
  };
  return answer;
}

Task<wire::ConnectionPtr> Acceptor::accept(wire::ConnectionPtr transport, std::uint64_t connection,
                                           std::string address) {
  SSL* ssl = SSL_new(healthy_.ssl.get());
  SSL_set_accept_state(ssl);
  auto tls = std::make_unique<wire::TlsConnection>(std::move(transport), ssl);
  Own own;
  const auto on_hello = [&](const wire::Hello& hello) {
    own.settings.handshake = ask(hello, connection, address);
    return answer_for(own);
  };
  const error_code ec = co_await tls->handshake(on_hello);
  const std::string outcome = ec ? tls->failure() : std::string("done");
  for (const wire::Acted& acted : own.settings.handshake.on_shown) {
    if (acted) acted({detail::handshake(outcome)});
  }
  journal::Journal& journal = *plan_.clockwork().journal;
  if (!ec) {
    journal.write(service_, connection, event::Handshake{.version = tls->version()});
    co_return tls;
  }
  journal.write(service_, connection, event::HandshakeFailed{.reason = outcome});
  co_await tls->end(wire::Ending::truncated);
  co_return nullptr;
}

}  // namespace tetra::tls
