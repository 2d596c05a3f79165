#include "mockserver/crl/publisher.hpp"

#include "certs/trust_files.hpp"

namespace tetra::crl {

Publisher::Published Publisher::list(certs::Authority issuer, const fault::Context& context) {
  Published published;
  List list{certs::CrlSpec(), pki_.revocations(), pki_};
  list.spec.issuer = issuer;
  std::vector<Fault*> fired;
  plan_.ask(context, [&](Fault& fault, const wire::Acted& acted) {
    fault.on_list(list);
    fired.push_back(&fault);
    published.acted.push_back(acted);
  });
  if (!fired.empty()) {
    std::string bytes = certs::encode_crl(pki_, list.book, list.spec);
    for (Fault* fault : fired) fault->on_bytes(bytes);
    published.bytes = bytes_of(std::move(bytes));
    return published;
  }
  auto& [version, bytes] = kept_[issuer];
  if (!bytes || version != list.book.version()) {
    version = list.book.version();
    bytes = bytes_of(certs::encode_crl(pki_, list.book, list.spec));
  }
  published.bytes = bytes;
  return published;
}

BytesPtr Publisher::issuers() const {
  return bytes_of(certs::certificates_p7c({pki_.certificate(certs::Authority::intermediate)}));
}

}  // namespace tetra::crl
