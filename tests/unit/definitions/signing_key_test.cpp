#include "mockserver/definitions/signing_key.hpp"

#include <gtest/gtest.h>

#include "reading.hpp"

namespace tetra::definitions {
namespace {

TEST(SigningKey, SignsWhatOpensslVerifies) {
  const auto key = SigningKey::generate();
  const std::string line = key.sign("the manifest\n");
  EXPECT_TRUE(reading::verifies(key.public_pem(), "the manifest\n", line));
  EXPECT_FALSE(reading::verifies(key.public_pem(), "another manifest\n", line));
  EXPECT_FALSE(reading::verifies(SigningKey::generate().public_pem(), "the manifest\n", line));
  EXPECT_TRUE(reading::verifies(key.public_pem(), "", key.sign("")));
}

TEST(SigningKey, SaysThatTheAlgorithmIsTheLabsOwnAndRepeatsItself) {
  const auto key = SigningKey::generate();
  EXPECT_EQ(key.sign("x").rfind("tetra-lab-ed25519 ", 0), 0u);
  EXPECT_EQ(key.sign("x"), key.sign("x"));
  const SigningKey copy = key;
  EXPECT_EQ(copy.sign("x"), key.sign("x"));
}

TEST(SigningKey, TakesNoOtherKindOfKey) {
  const std::shared_ptr<EVP_PKEY> curve(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"),
                                        EVP_PKEY_free);
  EXPECT_THROW(SigningKey{curve}, std::invalid_argument);
  EXPECT_THROW(SigningKey{nullptr}, std::invalid_argument);
}

}  // namespace
}  // namespace tetra::definitions
