#include "tests/wire/ocsp/ocsp_lab.hpp"

#include <openssl/x509.h>

namespace tetra::ocsp {
namespace {

certs::Pki make_pki() {
  auto pki = certs::Pki::create({.hosts = {"tetra-defs.amp.cisco.com"},
                                 .permitted_dns = {"identrust.com"},
                                 .ocsp_url = "http://commercial.ocsp.identrust.com"});
  return std::move(pki).value();
}

}  // namespace

OcspLab::OcspLab(const std::string& fault, const Node& parameters, fault::Trigger trigger)
    : pki_(make_pki()), leaf_(pki_.issue().value()) {
  clockwork_.journal = &journal_;
  clockwork_.ready = std::chrono::steady_clock::now();
  events_.attach(journal_);
  if (!fault.empty()) {
    const auto* entry = fault::Catalog::instance().find("ocsp", fault);
    auto made = fault::make_fault(*entry, parameters);
    if (!made) throw std::invalid_argument(to_string(made.error()));
    plan_.add(std::make_shared<fault::Armed>(
        fault::Armed{0, "ocsp", entry->info.id(), std::move(*made),
                     fault::TriggerState(std::move(trigger), 1), 0}));
  }
  server_.emplace(test::Security::plain,
                  [this](const http::Exchange& exchange) { return answer(exchange); });
}

// What world/handlers does for POST.
http::Response OcspLab::answer(const http::Exchange& exchange) {
  Responder::Answer made = responder_.answer(exchange.request.body, {});
  http::Response response;
  response.fields.add("Content-Type", "application/ocsp-response");
  response.body = bytes_of(std::move(made.der));
  for (wire::Acted& acted : made.acted) response.on_sent.push_back(std::move(acted));
  return response;
}

void OcspLab::ask(bool with_nonce) {
  request_.reset(OCSP_REQUEST_new());
  id_.reset(OCSP_cert_to_id(nullptr, leaf_.leaf.get(), leaf_.issuer.get()));
  OCSP_request_add0_id(request_.get(), OCSP_CERTID_dup(id_.get()));
  if (with_nonce) OCSP_request_add1_nonce(request_.get(), nullptr, -1);
  unsigned char* bytes = nullptr;
  const int size = i2d_OCSP_REQUEST(request_.get(), &bytes);
  const std::string body(reinterpret_cast<char*>(bytes), static_cast<std::size_t>(size));
  OPENSSL_free(bytes);
  test::RawClient client(server_->port());
  client.send("POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: " +
              std::to_string(size) + "\r\n\r\n" + body);
  der_ = std::string(client.listen().body());
  server_->events().wait(event::Sent::kind);
  server_->loop().run([] {});  // what the loop does behind "sent" is done
  const auto* at = reinterpret_cast<const unsigned char*>(der_.data());
  response_.reset(d2i_OCSP_RESPONSE(nullptr, &at, static_cast<long>(der_.size())));
  basic_.reset(response_ ? OCSP_response_get1_basic(response_.get()) : nullptr);
}

std::size_t OcspLab::acted() {
  return events_.count(event::Fault::kind);
}

std::optional<OcspLab::Status> OcspLab::status() const {
  Status found;
  if (!basic_ ||
      OCSP_resp_find_status(basic_.get(), id_.get(), &found.status, &found.reason,
                            &found.revoked_at, &found.this_update, &found.next_update) != 1)
    return std::nullopt;
  return found;
}

bool OcspLab::verified() const {
  const std::unique_ptr<X509_STORE, decltype(&X509_STORE_free)> store(X509_STORE_new(),
                                                                      X509_STORE_free);
  X509_STORE_add_cert(store.get(), leaf_.trust_anchor.get());
  const std::unique_ptr<STACK_OF(X509), void (*)(STACK_OF(X509)*)> chain(
      sk_X509_new_null(), [](STACK_OF(X509) * stack) { sk_X509_free(stack); });
  sk_X509_push(chain.get(), leaf_.issuer.get());
  return basic_ && OCSP_basic_verify(basic_.get(), chain.get(), store.get(), 0) == 1;
}

}  // namespace tetra::ocsp
