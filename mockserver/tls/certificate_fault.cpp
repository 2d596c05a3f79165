#include "mockserver/tls/certificate_fault.hpp"

#include <algorithm>

#include "engine/base/text.hpp"

namespace tetra::tls {
namespace {

using std::chrono::hours;

// The authorities behind those words. A function, since faults are described before main, when a
// list at namespace scope may still be empty.
std::vector<std::string> authorities_behind(std::vector<std::string> words) {
  words.insert(words.end(), {"root", "intermediate", "sub-intermediate", "unknown-root",
                             "unknown-intermediate", "cross-intermediate"});
  return words;
}

template <class T>
std::optional<T> taken(fault::Params& params, Result<T> read) {
  if (read) return std::move(*read);
  params.complain(read.error().what, read.error().hint);
  return std::nullopt;
}

// A word of an axis: left out, nothing changes.
template <class T, class Read>
std::optional<T> maybe(fault::Params& params, std::string_view name, std::string_view meaning,
                       Read read) {
  const auto written = params.maybe_text(name, meaning);
  return written ? taken<T>(params, read(*written)) : std::nullopt;
}

// `none` stands for an extension that is absent, or an empty list.
std::optional<std::vector<std::string>> list(fault::Params& params, std::string_view name,
                                             std::string_view meaning) {
  std::vector<std::string> words = params.texts_or_none(name, meaning);
  if (words.empty()) return std::nullopt;
  if (words == std::vector<std::string>{"none"}) words.clear();
  return words;
}

std::optional<std::string> pointer(fault::Params& params, std::string_view name,
                                   std::string_view meaning) {
  auto written = params.maybe_text(name, meaning);
  if (written == "none") written->clear();
  return written;
}

Result<std::string> read_serial(const std::string& hex) {
  std::string bytes;
  const std::string digits = hex.starts_with("0x") ? hex.substr(2) : hex;
  const bool odd = digits.empty() || digits.size() > 40 ||
                   digits.find_first_not_of("0123456789abcdefABCDEF") != std::string::npos;
  if (odd)
    return fail("bad-serial", {}, "'" + text::printable(hex, 60) + "' is no serial number",
                "write up to 40 hexadecimal digits in quotes");
  const std::string even = digits.size() % 2 == 0 ? digits : "0" + digits;
  for (std::size_t i = 0; i < even.size(); i += 2)
    bytes.push_back(static_cast<char>(std::stoi(even.substr(i, 2), nullptr, 16)));
  return bytes;
}

// The end that was not said lies 90 days from the other, and a healthy certificate began yesterday.
certs::Validity validity(std::optional<Duration> from, std::optional<Duration> until) {
  certs::Validity range;
  range.not_before =
      from.value_or(until && *until < Duration(0) ? *until - hours(24 * 90) : -hours(24));
  range.not_after = until.value_or(std::max(range.not_before, Duration(0)) + hours(24 * 90));
  return range;
}

// What is minted to find mistakes need not cost time. MD5 only goes with RSA.
void cheapen(certs::CertificateSpec& spec, bool md5) {
  if (spec.key) spec.key = md5 ? certs::KeyType::rsa_1024 : certs::KeyType::ec_p256;
}

}  // namespace

CertificateChange::CertificateChange(fault::Params& params) {
  const std::string name = params.word(
      "profile", "what is wrong with it; the parameters below change single things more",
      certs::leaf_profile_names(), "good");
  if (name != "good") profile_ = certs::leaf_profile(name).value();
  const std::string of = params.word("of", "the certificate that the parameters below are about",
                                     authorities_behind({"leaf"}), "leaf");
  if (of != "leaf") of_ = *certs::parse_authority(of);
  read_axes(params);
  read_usage(params);
  read_pointers(params);
  read_leaf(params);
  try_minting(params);
}

void CertificateChange::read_axes(fault::Params& params) {
  const auto time = [](const std::string& text) { return parse_duration(text); };
  const auto from =
      maybe<Duration>(params, "from", "notBefore, from now; negative is the past: -1d", time);
  const auto until = maybe<Duration>(params, "until", "notAfter, from now: 5s, 90d, -1h", time);
  if (from || until) spec_.validity = validity(from, until);
  spec_.key = maybe<certs::KeyType>(
      params, "key", "ec-p256, ec-p384, ed25519, rsa-1024, rsa-2048, rsa-3072 or rsa-4096",
      certs::parse_key_type);
  spec_.digest = maybe<certs::Digest>(
      params, "digest",
      "under the signature: sha256, sha384, sha512, sha1, md5 (with an RSA issuer)",
      certs::parse_digest);
  const auto signature = maybe<certs::SignatureFault>(
      params, "signature", "content-changed, bit-flipped, malformed or wrong-key",
      certs::parse_signature_fault);
  spec_.signature = signature.value_or(certs::SignatureFault::good);
  spec_.serial = maybe<std::string>(params, "serial", "serial number, hexadecimal", read_serial);
  const auto reason = maybe<certs::RevocationReason>(
      params, "revoked", "revoked an hour ago for this reason: keyCompromise, superseded …",
      certs::parse_revocation_reason);
  if (reason) spec_.revoked = certs::Revocation{-hours(1), *reason};
}

void CertificateChange::read_usage(fault::Params& params) {
  spec_.key_usage =
      list(params, "key-usage",
           "digitalSignature, keyEncipherment, keyCertSign …; none: no such extension");
  spec_.extended_key_usage =
      list(params, "extended-key-usage",
           "serverAuth, clientAuth, codeSigning …, or OIDs; none: no such extension");
  const std::string ca = params.word("ca", "basicConstraints: cA, or none of that extension",
                                     {"usual", "true", "false", "none"}, "usual");
  const auto length = params.maybe_integer(
      "path-length", "basicConstraints: pathLenConstraint; makes it a CA", 0, 100);
  if (ca != "usual" || length) {
    certs::BasicConstraints constraints;
    constraints.present = ca != "none";
    constraints.ca = ca == "true" || length.has_value();
    if (length) constraints.path_length = static_cast<unsigned>(*length);
    spec_.basic_constraints = constraints;
  }
  certs::NameConstraints names;
  names.permitted =
      params.texts_or_none("permitted", "nameConstraints: names and networks that it may certify");
  names.excluded = params.texts_or_none(
      "excluded", "nameConstraints: names and networks that it must not certify");
  if (!names.permitted.empty() || !names.excluded.empty())
    spec_.name_constraints = std::move(names);
  spec_.must_staple =
      params.flag("must-staple", "demands a stapled OCSP response (RFC 7633)", false);
  if (params.flag("unknown-critical-extension", "has a critical extension that nobody knows",
                  false)) {
    spec_.more_extensions.push_back(certs::extension::unknown_critical());
  }
}

void CertificateChange::read_pointers(fault::Params& params) {
  spec_.ocsp_url = pointer(params, "ocsp-url", "where its OCSP responder is; none: it names none");
  spec_.crl_url = pointer(params, "crl-url", "where the CRL is; none: it names none");
  spec_.ca_issuers_url =
      pointer(params, "ca-issuers-url", "where its issuer's certificate is; none: it names none");
}

void CertificateChange::read_leaf(fault::Params& params) {
  leaf_.hosts =
      list(params, "names", "hosts and addresses of subjectAltName, in place of the server's own");
  leaf_.common_name = pointer(params, "common-name", "of the subject; none: it has none");
  without_names_ =
      !params.flag("subject-alternative-name", "false: there is no such extension", true);
  nameless_ = params.flag("empty-subject", "the subject has no name at all", false);
  const std::string issuer =
      params.word("issuer", "who signed it", authorities_behind({"usual", "self"}), "usual");
  issuer_given_ = issuer != "usual";
  if (issuer == "self") leaf_.issuer = std::nullopt;
  if (issuer_given_ && issuer != "self") leaf_.issuer = *certs::parse_authority(issuer);
  if (const auto parts =
          list(params, "send",
               "what follows the leaf, in this order: intermediate, root …; none: nothing")) {
    leaf_.send.emplace();
    for (const std::string& part : *parts) {
      if (const auto authority = taken<certs::Authority>(params, certs::parse_authority(part)))
        leaf_.send->push_back(*authority);
    }
  }
  const bool said = leaf_.hosts || leaf_.common_name || without_names_ || nameless_ ||
                    issuer_given_ || leaf_.send;
  if (of_ && said)
    params.complain("names, issuer and chain are the leaf's",
                    "make two entries: one `of: leaf`, one of the authority");
}

void CertificateChange::apply(certs::LeafSpec& leaf) const {
  if (profile_) leaf = *profile_;
  if (leaf_.hosts) leaf.hosts = leaf_.hosts;
  if (leaf_.common_name) leaf.common_name = leaf_.common_name;
  if (without_names_) leaf.subject_alternative_name = false;
  if (nameless_) leaf.empty_subject = true;
  if (issuer_given_) leaf.issuer = leaf_.issuer;
  if (leaf_.send) leaf.send = leaf_.send;
  certs::CertificateSpec& target = of_ ? leaf.authorities[*of_] : leaf.certificate;
  certs::CertificateSpec changed = certs::merge(target, spec_);
  // What `merge` takes from above whatever it says: here the profile's word stays unless ours is
  // another than healthy.
  if (!spec_.serial) changed.serial = target.serial;
  if (!spec_.revoked) changed.revoked = target.revoked;
  if (spec_.signature == certs::SignatureFault::good) changed.signature = target.signature;
  changed.must_staple = spec_.must_staple || target.must_staple;
  changed.more_extensions.insert(changed.more_extensions.begin(), target.more_extensions.begin(),
                                 target.more_extensions.end());
  target = std::move(changed);
}

void CertificateChange::prepare(certs::CertificateSpec& root) const {
  certs::LeafSpec leaf;
  apply(leaf);
  std::map<certs::KeyType, std::size_t> wanted;
  if (leaf.certificate.key) ++wanted[*leaf.certificate.key];
  for (const auto& [authority, spec] : leaf.authorities) {
    if (spec.key) ++wanted[*spec.key];
  }
  for (const auto& [type, count] : wanted) certs::reserve_keys(type, count);
  const auto found = leaf.authorities.find(certs::Authority::root);
  if (found != leaf.authorities.end()) root = found->second;
}

void CertificateChange::try_minting(fault::Params& params) const {
  if (params.describes()) return;
  certs::LeafSpec trial;
  apply(trial);
  const bool md5 = trial.certificate.digest == certs::Digest::md5;
  cheapen(trial.certificate, md5);
  for (auto& [authority, spec] : trial.authorities) cheapen(spec, md5);
  static auto pki = certs::Pki::create({.hosts = {"trial.invalid"}});
  try {
    if (const auto minted = pki->issue(trial); !minted)
      params.complain(minted.error().what, minted.error().hint);
  } catch (const certs::CryptoError& error) {
    // MD5 with an ECDSA issuer is the one thing that only OpenSSL can tell.
    const bool one_of_two = spec_.digest == certs::Digest::md5 && !of_;
    if (!one_of_two) params.complain(error.what(), "another key or digest");
  }
}

}  // namespace tetra::tls
