#include "certs/pki.hpp"

#include <algorithm>

#include "certs/hierarchy.hpp"
#include "certs/issuance.hpp"
#include "certs/pki_state.hpp"
#include "engine/base/text.hpp"

namespace tetra::certs {
namespace {

constexpr std::size_t kLongestName = 253;  // RFC 1035 2.3.4, as text without the root's dot

Result<void> check_names(const std::vector<std::string>& names) {
  for (const auto& name : names) {
    const auto odd = [](unsigned char c) { return c <= 0x20 || c >= 0x7F || c == '/'; };
    if (name.empty() || name.size() > kLongestName || std::any_of(name.begin(), name.end(), odd)) {
      return fail("bad-host", {},
                  "'" + text::printable(name, 60) + "' is no host name or IP address");
    }
  }
  return {};
}

}  // namespace

Result<Pki> Pki::create(PkiOptions options) {
  if (options.hosts.empty()) return fail("no-host", {}, "a PKI needs at least one host to certify");
  for (const auto* names : {&options.hosts, &options.permitted_dns}) {
    if (auto checked = check_names(*names); !checked) return fail(checked.error());
  }
  options.now = std::chrono::floor<std::chrono::seconds>(options.now);
  auto state = std::make_unique<State>(std::move(options));
  for (const auto authority : {Authority::root, Authority::intermediate}) {
    if (auto made = state->certified(authority); !made) return fail(made.error());
  }
  return Pki(std::move(state));
}

Pki::Pki(std::unique_ptr<State> state) : state_(std::move(state)) {}
Pki::Pki(Pki&&) noexcept = default;
Pki& Pki::operator=(Pki&&) noexcept = default;
Pki::~Pki() = default;

Result<Identity> Pki::issue(const LeafSpec& spec) {
  return Issuance(*state_, spec).run();
}

Certificate Pki::certificate(Authority authority) const {
  auto made = state_->certified(authority);
  // Healthy specifications hold no mistakes beyond those that create() has already found.
  if (!made) throw CryptoError(to_string(made.error()));
  return *std::move(made);
}

Signer Pki::signer(Authority authority) const {
  return {state_->hierarchy.name(authority), state_->hierarchy.key(authority), false};
}

Certificate Pki::find(const CertificateId& id) const {
  const auto found = state_->issued.find(id);
  return found == state_->issued.end() ? nullptr : found->second;
}

std::vector<CertificateId> Pki::issued() const {
  std::vector<CertificateId> all;
  for (const auto& [id, certificate] : state_->issued) all.push_back(id);
  return all;
}

std::optional<Authority> Pki::find_authority(std::string_view name_hash, std::string_view key_hash,
                                             int digest_nid) const {
  return state_->hierarchy.find(name_hash, key_hash, digest_nid);
}

RevocationBook& Pki::revocations() {
  return state_->book;
}
const RevocationBook& Pki::revocations() const {
  return state_->book;
}
const PkiOptions& Pki::options() const {
  return state_->options;
}

}  // namespace tetra::certs
