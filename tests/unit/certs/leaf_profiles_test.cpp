#include "certs/leaf_profiles.hpp"

#include <openssl/x509_vfy.h>

#include <ostream>
#include <set>

#include "certs/crl.hpp"
#include "certs/verification.hpp"
#include "tests/unit/certs/world.hpp"

namespace tetra::certs {

void PrintTo(const ProfileInfo& profile, std::ostream* out) {
  *out << profile.name;
}

namespace {

std::string told(const std::vector<VerifyError>& errors) {
  std::string text;
  for (const auto& [error, depth] : errors)
    text +=
        std::string(X509_verify_cert_error_string(error)) + " at " + std::to_string(depth) + "; ";
  return text;
}

// What OpenSSL tells over again in other words when it is told to go on: a chain whose end it can't
// find does not verify, and what is no CA can't serve as one.
std::vector<VerifyError> without_consequences(std::vector<VerifyError> errors) {
  if (errors.empty()) return errors;
  const auto first = errors.front();
  std::erase_if(errors, [&](const VerifyError& e) {
    const bool no_end = first.error == X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY;
    const bool no_ca = first.error == X509_V_ERR_INVALID_CA && e.depth == first.depth;
    return (no_end && e.error == X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE) ||
           (no_ca &&
            (e.error == X509_V_ERR_INVALID_PURPOSE || e.error == X509_V_ERR_KEYUSAGE_NO_CERTSIGN));
  });
  return errors;
}

std::vector<std::string> crls(const Pki& pki) {
  return {encode_crl(pki, pki.revocations()),
          encode_crl(pki, pki.revocations(), {.issuer = Authority::root})};
}

class LeafProfile : public testing::TestWithParam<ProfileInfo> {};

TEST_P(LeafProfile, FailsForItsReasonAndNoOther) {
  auto pki = make_pki();
  const auto identity = issue(pki, GetParam().name);
  const auto errors = without_consequences(verify(identity, {.host = kHost}));
  if (GetParam().verify_error == X509_V_OK) {
    EXPECT_TRUE(errors.empty()) << told(errors);
  } else {
    ASSERT_EQ(errors.size(), 1U) << told(errors);
    EXPECT_EQ(errors.front().error, GetParam().verify_error) << told(errors);
  }
}

TEST_P(LeafProfile, IsNotRevokedUnlessItSaysSo) {
  auto pki = make_pki();
  const auto name = GetParam().name;
  issue(pki, name);
  const bool says_so = name == "revoked" || name == "on-hold" || name == "revoked-intermediate";
  EXPECT_EQ(pki.revocations().entries().size(), says_so ? 1U : 0U);
}

TEST_P(LeafProfile, SaysWhatItIsInOneSentence) {
  EXPECT_GT(GetParam().summary.size(), 10U);
  EXPECT_EQ(GetParam().summary.back(), '.');
}

INSTANTIATE_TEST_SUITE_P(Every, LeafProfile, testing::ValuesIn(leaf_profiles()),
                         [](const auto& profile) {
                           std::string name(profile.param.name);
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

TEST(LeafProfiles, HaveNamesOfTheirOwn) {
  std::set<std::string_view> names;
  for (const auto& profile : leaf_profiles())
    EXPECT_TRUE(names.insert(profile.name).second) << profile.name;
}

TEST(LeafProfiles, SuggestTheNearestName) {
  const auto profile = leaf_profile("expird");
  ASSERT_FALSE(profile);
  EXPECT_EQ(profile.error().hint, "did you mean 'expired'?");
}

TEST(LeafProfiles, RevokedFailsOnlyWhenTheListIsRead) {
  auto pki = make_pki();
  const auto identity = issue(pki, "revoked");
  const auto errors = verify(identity, {.host = kHost, .crls = crls(pki)});
  EXPECT_EQ(errors, (std::vector<VerifyError>{{X509_V_ERR_CERT_REVOKED, 0}})) << told(errors);
  pki.revocations().unrevoke(*identity.id);
  EXPECT_TRUE(verify(identity, {.host = kHost, .crls = crls(pki)}).empty());
}

TEST(LeafProfiles, RevokedIntermediateFailsAtItsDepth) {
  auto pki = make_pki();
  const auto identity = issue(pki, "revoked-intermediate");
  const auto errors = verify(identity, {.host = kHost, .crls = crls(pki)});
  EXPECT_EQ(errors, (std::vector<VerifyError>{{X509_V_ERR_CERT_REVOKED, 1}})) << told(errors);
}

TEST(LeafProfiles, ExpiresSoonIsExpiredAfterFiveSeconds) {
  auto pki = make_pki();
  const auto identity = issue(pki, "expires-soon");
  const auto now = pki.options().now;
  EXPECT_TRUE(verify(identity, {.host = kHost, .at = now + std::chrono::seconds(4)}).empty());
  const auto errors = verify(identity, {.host = kHost, .at = now + std::chrono::seconds(7)});
  EXPECT_EQ(errors, (std::vector<VerifyError>{{X509_V_ERR_CERT_HAS_EXPIRED, 0}})) << told(errors);
}

TEST(LeafProfiles, AuthorityFailuresShowAtTheAuthoritysDepth) {
  auto pki = make_pki();
  const auto error_of = [&](std::string_view name) {
    return verify(issue(pki, name), {.host = kHost}).at(0);
  };
  EXPECT_EQ(error_of("expired-intermediate"), (VerifyError{X509_V_ERR_CERT_HAS_EXPIRED, 1}));
  EXPECT_EQ(error_of("expired-root"), (VerifyError{X509_V_ERR_CERT_HAS_EXPIRED, 2}));
  EXPECT_EQ(error_of("expired"), (VerifyError{X509_V_ERR_CERT_HAS_EXPIRED, 0}));
}

TEST(LeafProfiles, WeakOnesPassAtTheLevelThatAllowsThem) {
  auto pki = make_pki();
  const auto accepted_at = [&](std::string_view name, int level) {
    return verify(issue(pki, name), {.host = kHost, .security_level = level}).empty();
  };
  EXPECT_TRUE(accepted_at("weak-key", 1));
  EXPECT_FALSE(accepted_at("sha1-signature", 1));
  EXPECT_TRUE(accepted_at("sha1-signature", 0));
}

}  // namespace
}  // namespace tetra::certs
