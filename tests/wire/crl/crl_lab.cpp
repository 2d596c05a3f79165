#include "tests/wire/crl/crl_lab.hpp"

namespace tetra::crl {
namespace {

certs::Pki make_pki() {
  auto pki =
      certs::Pki::create({.hosts = {"tetra-defs.amp.cisco.com"},
                          .permitted_dns = {"identrust.com"},
                          .crl_url_leaf = "http://validation.identrust.com/crl/hydrantidcao1.crl"});
  return std::move(pki).value();
}

}  // namespace

CrlLab::CrlLab(const std::string& fault, const Node& parameters)
    : pki_(make_pki()), leaf_(pki_.issue().value()) {
  clockwork_.journal = &journal_;
  clockwork_.ready = std::chrono::steady_clock::now();
  events_.attach(journal_);
  if (!fault.empty()) {
    const auto* entry = fault::Catalog::instance().find("crl", fault);
    auto made = fault::make_fault(*entry, parameters);
    if (!made) throw std::invalid_argument(to_string(made.error()));
    plan_.add(std::make_shared<fault::Armed>(
        fault::Armed{0, "crl", entry->info.id(), std::move(*made), fault::TriggerState({}, 1), 0}));
  }
  server_.emplace(test::Security::plain,
                  [this](const http::Exchange& exchange) { return answer(exchange); });
}

// What world/handlers does for the list's path.
http::Response CrlLab::answer(const http::Exchange& /*exchange*/) {
  Publisher::Published made = publisher_.list(certs::Authority::intermediate, {});
  http::Response response;
  response.fields.add("Content-Type", "application/pkix-crl");
  response.body = std::move(made.bytes);
  for (wire::Acted& acted : made.acted) response.on_sent.push_back(std::move(acted));
  return response;
}

void CrlLab::fetch() {
  test::RawClient client(server_->port());
  client.send("GET /crl/hydrantidcao1.crl HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  bytes_ = std::string(client.listen().body());
  server_->events().wait(event::Sent::kind);
  server_->loop().run([] {});  // what the loop does behind "sent" is done
  const auto* at = reinterpret_cast<const unsigned char*>(bytes_.data());
  list_.reset(d2i_X509_CRL(nullptr, &at, static_cast<long>(bytes_.size())));
}

std::size_t CrlLab::acted() {
  return events_.count(event::Fault::kind);
}

X509_REVOKED* CrlLab::leafs_entry() const {
  X509_REVOKED* entry = nullptr;
  // 2 is removeFromCRL, an entry all the same.
  return list_ && X509_CRL_get0_by_cert(list_.get(), &entry, leaf_.leaf.get()) != 0 ? entry
                                                                                    : nullptr;
}

}  // namespace tetra::crl
