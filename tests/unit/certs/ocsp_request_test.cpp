#include "certs/ocsp_request.hpp"

#include <random>

#include "tests/unit/certs/ocsp_exchange.hpp"

namespace tetra::certs {
namespace {

std::string request_for_two_with_nonce() {
  auto pki = make_pki();
  const auto identity = issue(pki);
  OcspQuestion question;
  question.ask(identity.leaf, identity.issuer);
  question.ask(identity.issuer, identity.trust_anchor, EVP_sha256());
  question.add_nonce();
  return question.der();
}

TEST(OcspRequest, IsReadWithSeveralCertificatesAndItsNonce) {
  auto pki = make_pki();
  const auto identity = issue(pki);
  OcspQuestion question;
  question.ask(identity.leaf, identity.issuer);
  question.ask(identity.issuer, identity.trust_anchor, EVP_sha256());
  question.add_nonce();
  const auto info = parse_ocsp_request(question.der());
  ASSERT_TRUE(info) << to_string(info.error());
  ASSERT_EQ(info->certificates.size(), 2U);
  EXPECT_EQ(info->certificates[0].serial, identity.serial);
  EXPECT_EQ(info->certificates[0].digest_nid, NID_sha1);
  EXPECT_EQ(info->certificates[1].digest_nid, NID_sha256);
  EXPECT_TRUE(info->nonce);
}

TEST(OcspRequest, CutAtAnyByteIsAMistakeAndNoCrash) {
  const auto der = request_for_two_with_nonce();
  for (std::size_t size = 0; size < der.size(); ++size)
    EXPECT_FALSE(parse_ocsp_request(der.substr(0, size))) << size;
  EXPECT_FALSE(parse_ocsp_request(der + "x"));
}

TEST(OcspRequest, AnyByteChangedIsNoCrashAndStillAnswered) {
  auto pki = make_pki();
  const auto der = request_for_two_with_nonce();
  for (std::size_t at = 0; at < der.size(); ++at) {
    for (const int change : {0x01, 0x20, 0x80, 0xFF}) {
      auto bytes = der;
      bytes[at] = static_cast<char>(bytes[at] ^ change);
      const auto info = parse_ocsp_request(bytes);
      EXPECT_FALSE(info && encode_ocsp(pki, pki.revocations(), *info).empty());
    }
  }
}

TEST(OcspRequest, RandomBytesAreNoCrash) {
  std::mt19937 random(20230518);
  for (int i = 0; i < 20'000; ++i) {
    std::string bytes(random() % 200, '\0');
    for (auto& byte : bytes) byte = static_cast<char>(random());
    EXPECT_FALSE(parse_ocsp_request(bytes));
  }
}

TEST(OcspRequest, ExcessIsRefused) {
  auto pki = make_pki();
  const auto identity = issue(pki);
  OcspQuestion many;
  for (int i = 0; i < 65; ++i) many.ask(identity.leaf, identity.issuer);
  EXPECT_FALSE(parse_ocsp_request(many.der()));
  EXPECT_FALSE(parse_ocsp_request(OcspQuestion().der()));
  EXPECT_FALSE(parse_ocsp_request(std::string(70'000, '0')));
}

}  // namespace
}  // namespace tetra::certs
