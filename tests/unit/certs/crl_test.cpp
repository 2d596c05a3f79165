#include "certs/crl.hpp"

#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "certs/verification.hpp"
#include "tests/unit/certs/world.hpp"

namespace tetra::certs {
namespace {

using std::chrono::hours;
using Crl = Owned<X509_CRL, X509_CRL_free>;

Crl decode(const std::string& der) {
  const auto* bytes = reinterpret_cast<const unsigned char*>(der.data());
  const auto* const end = bytes + der.size();
  Crl crl(d2i_X509_CRL(nullptr, &bytes, static_cast<long>(der.size())));
  EXPECT_EQ(bytes, end);
  return crl;
}

/// One leaf with its intermediate, looked at by a client that reads both lists.
class CrlCheck : public testing::Test {
 protected:
  std::vector<VerifyError> errors(const CrlSpec& spec) {
    const auto root_list = encode_crl(pki_, pki_.revocations(), {.issuer = Authority::root});
    return verify(identity_,
                  {.host = kHost, .crls = {encode_crl(pki_, pki_.revocations(), spec), root_list}});
  }
  using Errors = std::vector<VerifyError>;
  Pki pki_ = make_pki();
  Identity identity_ = issue(pki_);
};

TEST_F(CrlCheck, AnEmptyListIsGood) {
  EXPECT_EQ(errors({}), Errors{});
}

TEST_F(CrlCheck, OtherSerialsDoNotMatter) {
  EXPECT_EQ(errors({.more_serials = {"abc"}, .fill_to_bytes = 4000}), Errors{});
}

TEST_F(CrlCheck, ListsTheRevokedWithTimeAndReason) {
  const auto at = pki_.options().now - hours(3);
  pki_.revocations().revoke(*identity_.id, RevocationReason::key_compromise, at);
  EXPECT_EQ(errors({}), (Errors{{X509_V_ERR_CERT_REVOKED, 0}}));
  const auto crl = decode(encode_crl(pki_, pki_.revocations()));
  X509_REVOKED* entry = nullptr;
  ASSERT_EQ(X509_CRL_get0_by_cert(crl.get(), &entry, identity_.leaf.get()), 1);
  EXPECT_EQ(ASN1_TIME_cmp_time_t(X509_REVOKED_get0_revocationDate(entry),
                                 std::chrono::system_clock::to_time_t(at)),
            0);
  const Owned<ASN1_ENUMERATED, ASN1_ENUMERATED_free> reason(static_cast<ASN1_ENUMERATED*>(
      X509_REVOKED_get_ext_d2i(entry, NID_crl_reason, nullptr, nullptr)));
  ASSERT_TRUE(reason);
  EXPECT_EQ(ASN1_ENUMERATED_get(reason.get()), CRL_REASON_KEY_COMPROMISE);
}

TEST_F(CrlCheck, RemoveFromCrlIsNoRevocation) {
  pki_.revocations().revoke(*identity_.id, RevocationReason::remove_from_crl, pki_.options().now);
  EXPECT_EQ(errors({}), Errors{});
}

TEST_F(CrlCheck, AForgottenCertificateIsNotListed) {
  pki_.revocations().forget(*identity_.id);
  EXPECT_EQ(errors({}), Errors{});
}

TEST_F(CrlCheck, ExpiredAndNotYetValidListsAreTold) {
  EXPECT_EQ(errors({.this_update = -hours(48), .next_update = -hours(24)}),
            (Errors{{X509_V_ERR_CRL_HAS_EXPIRED, 0}}));
  EXPECT_EQ(errors({.this_update = hours(24), .next_update = hours(48)}),
            (Errors{{X509_V_ERR_CRL_NOT_YET_VALID, 0}}));
}

TEST_F(CrlCheck, EveryBrokenSignatureIsTold) {
  for (const auto fault : {SignatureFault::content_changed, SignatureFault::bit_flipped,
                           SignatureFault::malformed, SignatureFault::wrong_key}) {
    EXPECT_EQ(errors({.signature = fault}), (Errors{{X509_V_ERR_CRL_SIGNATURE_FAILURE, 0}}))
        << static_cast<int>(fault);
  }
}

TEST_F(CrlCheck, TheListOfAnotherAuthorityIsNone) {
  EXPECT_EQ(errors({.issuer = Authority::unknown_intermediate}),
            (Errors{{X509_V_ERR_UNABLE_TO_GET_CRL, 0}}));
}

// What a client makes of a delta without its base is its own: OpenSSL 3.0.20 takes it for a whole
// list, 3.0.22 does not.
TEST_F(CrlCheck, ADeltaSaysCriticallyThatItIsOne) {
  const auto delta = decode(encode_crl(pki_, pki_.revocations(), {.number = 7, .delta_base = 3}));
  const int at = X509_CRL_get_ext_by_NID(delta.get(), NID_delta_crl, -1);
  ASSERT_GE(at, 0);
  EXPECT_EQ(X509_EXTENSION_get_critical(X509_CRL_get_ext(delta.get(), at)), 1);
}

TEST_F(CrlCheck, TenMegabytesAreGoodAndNearlyThatLarge) {
  const auto der = encode_crl(pki_, pki_.revocations(), {.fill_to_bytes = 10'000'000});
  EXPECT_GE(der.size(), 10'000'000U);
  EXPECT_LT(der.size(), 10'001'000U);
  EXPECT_GT(sk_X509_REVOKED_num(X509_CRL_get_REVOKED(decode(der).get())), 200'000);
}

TEST_F(CrlCheck, PemIsTheSameListInArmour) {
  const auto pem = encode_crl(pki_, pki_.revocations(), {.format = CrlSpec::Format::pem});
  EXPECT_TRUE(pem.starts_with("-----BEGIN X509 CRL-----\n"));
}

TEST_F(CrlCheck, TheNumberGrowsWithTheBook) {
  const auto number = [&] {
    const auto crl = decode(encode_crl(pki_, pki_.revocations()));
    const Owned<ASN1_INTEGER, ASN1_INTEGER_free> value(static_cast<ASN1_INTEGER*>(
        X509_CRL_get_ext_d2i(crl.get(), NID_crl_number, nullptr, nullptr)));
    return ASN1_INTEGER_get(value.get());
  };
  const auto before = number();
  pki_.revocations().revoke(*identity_.id, std::nullopt, pki_.options().now);
  EXPECT_GT(number(), before);
}

}  // namespace
}  // namespace tetra::certs
