#include "certs/ocsp_answer.hpp"

#include <openssl/err.h>

#include <set>

#include "tests/unit/certs/ocsp_exchange.hpp"

namespace tetra::certs {
namespace {

using std::chrono::hours;
using Response = Owned<OCSP_RESPONSE, OCSP_RESPONSE_free>;
using Basic = Owned<OCSP_BASICRESP, OCSP_BASICRESP_free>;

/// What a client makes of an answer.
struct Seen {
  int response_status = -1;
  bool verified = false;
  std::set<int> why;   ///< every OCSP_R_* in OpenSSL's queue when not verified
  bool found = false;  ///< the answer is about the certificate asked for
  int status = -1;
  int reason = -1;
  bool fresh = false;
  int nonce = 0;  ///< as OCSP_check_nonce tells: 1 equal, 2 both absent, -1 only in the request, 0
                  ///< different
};

struct FreeStack {
  void operator()(STACK_OF(X509) * stack) const { sk_X509_free(stack); }
};

class OcspExchange : public testing::Test {
 protected:
  Seen ask(const OcspAnswerSpec& spec) { return ask(identity_.leaf, identity_.issuer, spec); }

  Seen ask(const Certificate& certificate, const Certificate& issuer,
           const OcspAnswerSpec& spec = {}) {
    OcspQuestion question;
    auto* id = question.ask(certificate, issuer);
    if (with_nonce_) question.add_nonce();
    const auto der =
        encode_ocsp(pki_, pki_.revocations(), parse_ocsp_request(question.der()).value(), spec);
    const auto* bytes = reinterpret_cast<const unsigned char*>(der.data());
    const Response response(d2i_OCSP_RESPONSE(nullptr, &bytes, static_cast<long>(der.size())));
    EXPECT_TRUE(response);
    Seen seen;
    seen.response_status = OCSP_response_status(response.get());
    const Basic basic(OCSP_response_get1_basic(response.get()));
    if (basic) read(basic.get(), id, question, issuer, seen);
    ERR_clear_error();
    return seen;
  }

  void read(OCSP_BASICRESP* basic, OCSP_CERTID* id, const OcspQuestion& question,
            const Certificate& issuer, Seen& seen) {
    const Owned<X509_STORE, X509_STORE_free> store(X509_STORE_new());
    X509_STORE_add_cert(store.get(), identity_.trust_anchor.get());
    const std::unique_ptr<STACK_OF(X509), FreeStack> known(sk_X509_new_null());
    sk_X509_push(known.get(), issuer.get());
    ERR_clear_error();
    seen.verified = OCSP_basic_verify(basic, known.get(), store.get(), 0) == 1;
    while (const auto error = ERR_get_error()) {
      if (ERR_GET_LIB(error) == ERR_LIB_OCSP) seen.why.insert(ERR_GET_REASON(error));
    }
    ASN1_GENERALIZEDTIME* this_update = nullptr;
    ASN1_GENERALIZEDTIME* next_update = nullptr;
    seen.found = OCSP_resp_find_status(basic, id, &seen.status, &seen.reason, nullptr, &this_update,
                                       &next_update) == 1;
    seen.fresh = seen.found && OCSP_check_validity(this_update, next_update, 60, -1) == 1;
    seen.nonce = OCSP_check_nonce(question.get(), basic);
  }

  bool with_nonce_ = true;
  Pki pki_ = make_pki();
  Identity identity_ = issue(pki_);
};

TEST_F(OcspExchange, TheHonestResponderSaysGoodOfLeafAndIntermediate) {
  for (const auto& seen : {ask({}), ask(identity_.issuer, identity_.trust_anchor)}) {
    EXPECT_TRUE(seen.verified && seen.found && seen.fresh);
    EXPECT_EQ(seen.status, V_OCSP_CERTSTATUS_GOOD);
    EXPECT_EQ(seen.nonce, 1);
  }
}

TEST_F(OcspExchange, SaysRevokedWithItsReasonAndGoodAgainAfterwards) {
  pki_.revocations().revoke(*identity_.id, RevocationReason::superseded, pki_.options().now);
  const auto revoked = ask({});
  EXPECT_TRUE(revoked.verified);
  EXPECT_EQ(revoked.status, V_OCSP_CERTSTATUS_REVOKED);
  EXPECT_EQ(revoked.reason, OCSP_REVOKED_STATUS_SUPERSEDED);
  pki_.revocations().unrevoke(*identity_.id);
  EXPECT_EQ(ask({}).status, V_OCSP_CERTSTATUS_GOOD);
}

TEST_F(OcspExchange, SaysUnknownOfWhatItNeverIssuedOrForgot) {
  pki_.revocations().forget(*identity_.id);
  EXPECT_EQ(ask({}).status, V_OCSP_CERTSTATUS_UNKNOWN);
  const auto stranger = mint({distinguished_name({}), make_key(KeyType::ec_p256)},
                             pki_.signer(Authority::intermediate), {}, pki_.options().now);
  EXPECT_EQ(ask(stranger.value(), identity_.issuer).status, V_OCSP_CERTSTATUS_UNKNOWN);
}

TEST_F(OcspExchange, IsUnauthorizedForAnotherPkisCertificates) {
  auto other = make_pki();
  const auto stranger = issue(other);
  EXPECT_EQ(ask(stranger.leaf, stranger.issuer).response_status, OCSP_RESPONSE_STATUS_UNAUTHORIZED);
}

TEST_F(OcspExchange, EveryResponseStatusGoesOut) {
  using enum OcspResponseStatus;
  for (const auto status :
       {malformed_request, internal_error, try_later, sig_required, unauthorized}) {
    EXPECT_EQ(ask({.response_status = status}).response_status, static_cast<int>(status));
  }
}

TEST_F(OcspExchange, AStatusInTheSpecGoesBeforeTheBook) {
  const CertificateStatus revoked{CertificateStatus::Kind::revoked, pki_.options().now,
                                  RevocationReason::certificate_hold};
  EXPECT_EQ(ask({.status = revoked}).reason, OCSP_REVOKED_STATUS_CERTIFICATEHOLD);
  const OcspAnswerSpec only_leaf{.statuses = {{*identity_.id, revoked}}};
  EXPECT_EQ(ask(only_leaf).status, V_OCSP_CERTSTATUS_REVOKED);
  EXPECT_EQ(ask(identity_.issuer, identity_.trust_anchor, only_leaf).status,
            V_OCSP_CERTSTATUS_GOOD);
}

TEST_F(OcspExchange, StaleAndFutureAnswersAreOnlyThat) {
  const auto stale =
      ask({.this_update = -hours(96), .next_update = -hours(48), .produced_at = -hours(96)});
  EXPECT_TRUE(stale.verified && stale.found && !stale.fresh);
  const auto future = ask({.this_update = hours(48), .next_update = hours(96)});
  EXPECT_TRUE(future.verified && future.found && !future.fresh);
  EXPECT_TRUE(ask({.next_update = std::nullopt}).fresh);
}

TEST_F(OcspExchange, EachSignerIsAcceptedOrRefusedForItsReason) {
  EXPECT_TRUE(ask({.signer = ResponderKind::delegated}).verified);
  EXPECT_TRUE(ask({.signer = ResponderKind::delegated,
                   .responder_id = OcspAnswerSpec::ResponderId::by_name})
                  .verified);
  EXPECT_TRUE(ask({.signer = ResponderKind::delegated_expired})
                  .why.contains(OCSP_R_CERTIFICATE_VERIFY_ERROR));
  EXPECT_TRUE(ask({.signer = ResponderKind::delegated_without_eku})
                  .why.contains(OCSP_R_MISSING_OCSPSIGNING_USAGE));
  EXPECT_TRUE(
      ask({.signer = ResponderKind::wrong}).why.contains(OCSP_R_SIGNER_CERTIFICATE_NOT_FOUND));
  EXPECT_FALSE(ask({.signer = ResponderKind::wrong, .include_certs = true}).verified);
  EXPECT_TRUE(ask({.signer = ResponderKind::delegated, .include_certs = false})
                  .why.contains(OCSP_R_SIGNER_CERTIFICATE_NOT_FOUND));
}

TEST_F(OcspExchange, EveryBrokenSignatureIsTold) {
  for (const auto fault : {SignatureFault::content_changed, SignatureFault::bit_flipped,
                           SignatureFault::malformed, SignatureFault::wrong_key}) {
    EXPECT_TRUE(ask({.signature = fault}).why.contains(OCSP_R_SIGNATURE_FAILURE))
        << static_cast<int>(fault);
  }
}

TEST_F(OcspExchange, AnotherSerialIsNoAnswer) {
  const auto seen = ask({.serial = OcspAnswerSpec::Serial::other});
  EXPECT_TRUE(seen.verified);
  EXPECT_FALSE(seen.found);
}

TEST_F(OcspExchange, NoncesAreEchoedLeftOutOrWrong) {
  EXPECT_EQ(ask({.nonce = OcspAnswerSpec::Nonce::omit}).nonce, -1);
  EXPECT_EQ(ask({.nonce = OcspAnswerSpec::Nonce::wrong}).nonce, 0);
  with_nonce_ = false;
  EXPECT_EQ(ask({}).nonce, 2);
}

TEST_F(OcspExchange, OnlyAnswersWithoutNonceMayBeKept) {
  OcspQuestion question;
  question.ask(identity_.leaf, identity_.issuer);
  EXPECT_TRUE(cacheable(parse_ocsp_request(question.der()).value(), {}));
  question.add_nonce();
  const auto request = parse_ocsp_request(question.der()).value();
  EXPECT_FALSE(cacheable(request, {}));
  EXPECT_TRUE(cacheable(request, {.nonce = OcspAnswerSpec::Nonce::omit}));
}

TEST_F(OcspExchange, AnswersUnderAWeakIntermediatesKeyVerify) {
  identity_ = issue(pki_, "weak-intermediate-key");
  const auto seen = ask({});
  EXPECT_TRUE(seen.verified && seen.found);
  EXPECT_EQ(seen.status, V_OCSP_CERTSTATUS_GOOD);
}

}  // namespace
}  // namespace tetra::certs
