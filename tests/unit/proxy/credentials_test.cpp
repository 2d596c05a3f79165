#include <gtest/gtest.h>

#include "engine/base/text.hpp"
#include "proxy-sim/auth/base64.hpp"
#include "proxy-sim/auth/digest.hpp"
#include "proxy-sim/auth/ntlm_message.hpp"

namespace tetra::proxy::auth {
namespace {

std::string from_hex(std::string_view hex) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
    bytes += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
  return bytes;
}

TEST(ProxyDigest, AgreesWithTheExamplesOfRfc7616) {
  DigestInput input{"MD5",
                    "Mufasa",
                    "http-auth@example.org",
                    "Circle of Life",
                    "GET",
                    "/dir/index.html",
                    "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v",
                    "00000001",
                    "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
                    "auth"};
  EXPECT_EQ(digest_response(input), "8ca523f5e9506fed4657c9700eebdbec");
  input.algorithm = "SHA-256";
  EXPECT_EQ(digest_response(input),
            "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1");
}

TEST(ProxyDigest, AgreesWithTheExampleOfRfc2617WithoutAlgorithm) {
  const DigestInput input{"",
                          "Mufasa",
                          "testrealm@host.com",
                          "Circle Of Life",
                          "GET",
                          "/dir/index.html",
                          "dcd98b7102dd2f0e8b11d0f600bfb0c093",
                          "00000001",
                          "0a4f113b",
                          "auth"};
  EXPECT_EQ(digest_response(input), "6629fae49393a05397450978507c4ef1");
}

TEST(ProxyDigest, KnowsNoOtherAlgorithms) {
  EXPECT_EQ(digest_response({"SHA-1", "", "", "", "", "", "", "", "", ""}), std::nullopt);
}

TEST(ProxyDigest, ReadsParametersAndNothingElse) {
  const auto read =
      read_parameters(R"(Username="a \"b\" \\", qop=auth , nc=00000001,, realm="x, y=z")");
  ASSERT_TRUE(read);
  EXPECT_EQ(
      *read,
      (Parameters{
          {"username", "a \"b\" \\"}, {"qop", "auth"}, {"nc", "00000001"}, {"realm", "x, y=z"}}));
  for (const char* bad : {"a", "a=1 b=2", "=1", "a=\"1", "a=1, a=2", "a==1", "a=\"1\"2"})
    EXPECT_FALSE(read_parameters(bad)) << bad;
  std::string many;
  for (int i = 0; i < 33; ++i) many += "a" + std::to_string(i) + "=1,";
  EXPECT_FALSE(read_parameters(many));
}

// MS-NLMP section 4.2.4: user `User` of `Domain`, password `Password`.
const ServerChallenge example_challenge{0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef};
const std::string example_blob =
    "01010000000000000000000000000000aaaaaaaaaaaaaaaa0000000002000c0044006f006d00610069006e0001000c"
    "005300650072007600650072000000000000000000";

TEST(ProxyNtlm, AgreesWithTheExampleOfMsNlmp) {
  const NtlmAuthenticate given{utf16le("User"), utf16le("Domain"),
                               from_hex("68cd0ab851e51c96aabc927bebef6a1c" + example_blob)};
  EXPECT_TRUE(ntlmv2_proves(given, example_challenge, "user", "Password"));
  EXPECT_FALSE(ntlmv2_proves(given, example_challenge, "user", "password"));
  EXPECT_FALSE(ntlmv2_proves(given, example_challenge, "other", "Password"));
  EXPECT_FALSE(ntlmv2_proves(given, ServerChallenge{}, "user", "Password"));
}

TEST(ProxyNtlm, AShortOrEmptyResponseProvesNothing) {
  EXPECT_FALSE(ntlmv2_proves({utf16le("User"), utf16le("Domain"), std::string(24, 'x')},
                             example_challenge, "User", "Password"));
  EXPECT_FALSE(ntlmv2_proves({"", "", ""}, example_challenge, "", ""));
}

TEST(ProxyNtlm, EveryCutOfAMessageIsSafe) {
  std::string third = std::string("NTLMSSP\0\3\0\0\0", 12);
  for (int i = 0; i < 6; ++i) third += from_hex("0400040040000000");
  third += from_hex("01000000") + "abcd";
  EXPECT_TRUE(read_ntlm_authenticate(third));
  for (std::size_t n = 0; n < third.size(); ++n)
    EXPECT_FALSE(n < 64 ? read_ntlm_authenticate(third.substr(0, n)).has_value() && n < 52 : false);
  EXPECT_FALSE(read_ntlm_authenticate(third.substr(0, 66)));
  EXPECT_FALSE(read_ntlm_negotiate(third));
}

TEST(ProxyNtlm, WritesUtf16) {
  EXPECT_EQ(utf16le("a\xC3\xB6\xE2\x82\xAC\xF0\x9F\x98\x80"), from_hex("6100f600ac203dd800de"));
  EXPECT_EQ(utf16le("\xFF\xC3"), from_hex("fdfffdff"));
}

TEST(ProxyBase64, GoesThereAndBack) {
  for (const std::string& bytes : {std::string("a"), std::string("ab"), std::string("abc\0d", 5)})
    EXPECT_EQ(from_base64(to_base64(bytes)), bytes);
}

}  // namespace
}  // namespace tetra::proxy::auth
