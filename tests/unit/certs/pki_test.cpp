#include "certs/pki.hpp"

#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <chrono>
#include <ctime>

#include "certs/trust_files.hpp"
#include "certs/verification.hpp"
#include "tests/unit/certs/world.hpp"

namespace tetra::certs {
namespace {

TEST(Pki, HealthyChainPassesEvenTheStrictReading) {
  auto pki = make_pki();
  const auto identity = issue(pki);
  for (const auto* host : {kHost, "127.0.0.1"})
    EXPECT_TRUE(verify(identity, {.host = host}).empty()) << host;
  EXPECT_EQ(verify(identity, {.host = "other.example"}).size(), 1U);
}

TEST(Pki, IsMintedInMilliseconds) {
  const auto start = std::clock();  // Processor time: a busy machine does not count.
  for (int i = 0; i < 20; ++i) {
    auto pki = make_pki();
    issue(pki);
  }
  const auto milliseconds =
      1000.0 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC / 20;
  RecordProperty("milliseconds", std::to_string(milliseconds));
  EXPECT_LT(milliseconds, 20) << "ten times what it takes, because of the sanitizers";
}

TEST(Pki, NoTwoWorldsShareANameOrASerial) {
  auto one = make_pki();
  auto two = make_pki();
  EXPECT_NE(subject_hash_name(one.certificate(Authority::root)),
            subject_hash_name(two.certificate(Authority::root)));
  EXPECT_NE(serial_of(one.certificate(Authority::root)),
            serial_of(two.certificate(Authority::root)));
  EXPECT_NE(issue(one).serial, issue(one).serial);
}

TEST(Pki, TheTrustedRootIsAsWrongAsItIsAskedToBe) {
  PkiOptions options{.hosts = {kHost}};
  options.root.validity = Validity{-std::chrono::hours(48), -std::chrono::hours(24)};
  auto pki = Pki::create(std::move(options)).value();
  const auto errors = verify(issue(pki), {.host = kHost});
  EXPECT_EQ(errors, (std::vector<VerifyError>{{X509_V_ERR_CERT_HAS_EXPIRED, 2}}));
}

TEST(Pki, TheRootCertifiesOnlyTheWorldsHosts) {
  auto pki = make_pki();
  const auto errors =
      verify(issue(pki, {.hosts = {{"somewhere-else.org"}}}), {.host = "somewhere-else.org"});
  EXPECT_EQ(errors, (std::vector<VerifyError>{{X509_V_ERR_PERMITTED_VIOLATION, 0}}));
  const auto address = verify(issue(pki, {.hosts = {{"198.51.100.7"}}}), {.host = "198.51.100.7"});
  EXPECT_EQ(address, (std::vector<VerifyError>{{X509_V_ERR_PERMITTED_VIOLATION, 0}}));
  EXPECT_TRUE(verify(issue(pki, {.hosts = {{"192.0.2.7"}}}), {.host = "192.0.2.7"}).empty());
  EXPECT_TRUE(verify(issue(pki, {.hosts = {{"::1"}}}), {.host = "::1"}).empty());
}

TEST(Pki, AuthoritiesHaveCriticalConstraintsAndUsage) {
  const auto pki = make_pki();
  for (const auto authority : {Authority::root, Authority::intermediate, Authority::unknown_root,
                               Authority::cross_intermediate}) {
    const auto certificate = pki.certificate(authority);
    for (const int nid : {NID_basic_constraints, NID_key_usage}) {
      const int at = X509_get_ext_by_NID(certificate.get(), nid, -1);
      ASSERT_GE(at, 0);
      EXPECT_EQ(X509_EXTENSION_get_critical(X509_get_ext(certificate.get(), at)), 1);
    }
    EXPECT_EQ(X509_check_ca(certificate.get()), 1);
  }
  const int names =
      X509_get_ext_by_NID(pki.certificate(Authority::root).get(), NID_name_constraints, -1);
  EXPECT_EQ(
      X509_EXTENSION_get_critical(X509_get_ext(pki.certificate(Authority::root).get(), names)), 1);
}

TEST(Pki, RemembersWhatItIssued) {
  auto pki = make_pki();
  const auto identity = issue(pki);
  EXPECT_EQ(pki.find(*identity.id), identity.leaf);
  EXPECT_EQ(pki.find({Authority::root, serial_of(identity.issuer)}),
            pki.certificate(Authority::intermediate));
  EXPECT_EQ(pki.find({Authority::root, identity.serial}), nullptr);
  const auto issued = pki.issued();
  EXPECT_EQ(issued.size(), 2U) << "the intermediate and the leaf";
  EXPECT_NE(std::find(issued.begin(), issued.end(), *identity.id), issued.end());
}

TEST(Pki, ReissuedAuthoritiesKeepNameAndKey) {
  auto pki = make_pki();
  const auto expired = issue(pki, "expired-intermediate").chain.at(0);
  const auto good = pki.certificate(Authority::intermediate);
  EXPECT_EQ(X509_NAME_cmp(X509_get_subject_name(expired.get()), X509_get_subject_name(good.get())),
            0);
  EXPECT_EQ(EVP_PKEY_eq(X509_get0_pubkey(expired.get()), X509_get0_pubkey(good.get())), 1);
}

TEST(Pki, StaysConsistentAfterAnAuthorityGotAWeakKey) {
  auto pki = make_pki();
  issue(pki, "weak-intermediate-key");
  EXPECT_TRUE(verify(issue(pki), {.host = kHost, .security_level = 1}).empty());
}

TEST(Pki, ChangingOneAxisChangesOneThing) {
  auto pki = make_pki();
  auto spec = leaf_profile("wrong-host").value();
  spec.certificate.validity = leaf_profile("expired")->certificate.validity;
  EXPECT_EQ(verify(issue(pki, spec), {.host = kHost}).size(), 2U);
}

TEST(Pki, TellsMistakesInASpec) {
  auto pki = make_pki();
  const auto code = [&](const LeafSpec& spec) { return pki.issue(spec).error().code; };
  EXPECT_EQ(code({.certificate = {.key_usage = {{"digitalSignatur"}}}}), "unknown-key-usage");
  EXPECT_EQ(code({.certificate = {.extended_key_usage = {{"no such purpose"}}}}),
            "unknown-purpose");
  EXPECT_EQ(code({.certificate = {.more_extensions = {{"not an oid", false, ""}}}}), "bad-oid");
  EXPECT_EQ(code({.certificate = {.serial = std::string(21, 'x')}}), "bad-serial");
  EXPECT_EQ(code({.certificate = {.validity = Validity{{}, std::chrono::hours(24 * 365 * 250)}}}),
            "bad-validity");
  EXPECT_EQ(code({.hosts = std::vector<std::string>(20'001, "a")}), "too-many-hosts");
  EXPECT_EQ(code({.hosts = {{"sch\xC3\xB6n.example"}}}), "bad-host");
  EXPECT_EQ(code({.send = std::vector<Authority>(1001, Authority::root)}), "too-long-chain");
}

TEST(Pki, TellsMistakesInItsOptions) {
  EXPECT_EQ(Pki::create({}).error().code, "no-host");
  EXPECT_EQ(Pki::create({.hosts = {"two words"}}).error().code, "bad-host");
  EXPECT_EQ(Pki::create({.hosts = {"a"}, .permitted_networks = {"192.0.2.0/33"}}).error().code,
            "bad-network");
}

TEST(Pki, KeepsUnusualSerialNumbers) {
  auto pki = make_pki();
  EXPECT_EQ(issue(pki, {.certificate = {.serial = std::string("\xFF\x01", 2)}}).serial, "FF01");
  EXPECT_EQ(issue(pki, {.certificate = {.serial = std::string("\0", 1)}}).serial, "00");
}

TEST(Pki, AddressOnlyWorldsHaveNoCommonNameThatLooksLikeAHost) {
  auto pki = Pki::create({.hosts = {"127.0.0.1"}}).value();
  EXPECT_TRUE(verify(issue(pki), {.host = "127.0.0.1"}).empty());
}

TEST(Key, PublicKeyIsEncodedAsOpensslDoes) {
  for (const auto type :
       {KeyType::ec_p256, KeyType::ec_p384, KeyType::ed25519, KeyType::rsa_1024}) {
    const auto key = make_key(type);
    const auto der = public_key_info(key);
    unsigned char* theirs = nullptr;
    const int size = i2d_PUBKEY(key.get(), &theirs);
    EXPECT_EQ(der, std::string(reinterpret_cast<char*>(theirs), static_cast<std::size_t>(size)));
    OPENSSL_free(theirs);
    auto pki = make_pki();
    EXPECT_TRUE(
        verify(issue(pki, {.certificate = {.key = type}}), {.host = kHost, .security_level = 1})
            .empty());
  }
}

TEST(Words, ParseAndSuggest) {
  EXPECT_EQ(parse_key_type("rsa-1024").value(), KeyType::rsa_1024);
  EXPECT_EQ(parse_key_type("rsa-1042").error().hint, "did you mean 'rsa-1024'?");
  EXPECT_EQ(parse_digest("sha1").value(), Digest::sha1);
  EXPECT_EQ(parse_signature_fault("bit-flipped").value(), SignatureFault::bit_flipped);
  EXPECT_EQ(parse_revocation_reason("keyCompromise").value(), RevocationReason::key_compromise);
  EXPECT_FALSE(parse_revocation_reason("because"));
  for (const auto authority : {Authority::root, Authority::intermediate,
                               Authority::sub_intermediate, Authority::cross_intermediate}) {
    EXPECT_EQ(parse_authority(to_string(authority)).value(), authority);
  }
}

}  // namespace
}  // namespace tetra::certs
