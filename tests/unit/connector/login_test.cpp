#include <gtest/gtest.h>

#include "connector/login/base64.hpp"
#include "connector/login/digest_login.hpp"
#include "connector/login/field_values.hpp"
#include "connector/login/ntlm_login.hpp"
#include "connector/login/proxy_login.hpp"

namespace tetra::connector {
namespace {

ProxySettings settings(ProxySettings::Auth auth) {
  ProxySettings proxy;
  proxy.username = "tetra";
  proxy.password = "lab";
  proxy.auth = auth;
  return proxy;
}

const std::vector<std::string> all_schemes{"Negotiate", "Basic realm=\"x\"",
                                           "Digest realm=\"x\", nonce=\"1\", qop=\"auth\"", "NTLM"};

std::string first_answer(ProxySettings::Auth auth, const std::vector<std::string>& challenges) {
  const ProxySettings proxy = settings(auth);
  ProxyLogin login(proxy);
  const auto answer = login.answer(challenges, "CONNECT", "a:443").value_or("nothing");
  return answer.substr(0, answer.find(' '));
}

TEST(ProxyLogin, TakesTheStrongestThatItKnowsAndMay) {
  EXPECT_EQ(first_answer(ProxySettings::Auth::any, all_schemes), "NTLM");
  EXPECT_EQ(first_answer(ProxySettings::Auth::digest, all_schemes), "Digest");
  EXPECT_EQ(first_answer(ProxySettings::Auth::any, {all_schemes[1], all_schemes[2]}), "Digest");
  EXPECT_EQ(first_answer(ProxySettings::Auth::any, {all_schemes[1]}), "Basic");
  EXPECT_EQ(first_answer(ProxySettings::Auth::any, {"Negotiate"}), "nothing");
  EXPECT_EQ(first_answer(ProxySettings::Auth::any, {}), "nothing");
  EXPECT_EQ(first_answer(ProxySettings::Auth::basic, all_schemes), "nothing");  // was sent unasked
}

TEST(ProxyLogin, GivesUpWhenTheSameIsAskedAgain) {
  const ProxySettings proxy = settings(ProxySettings::Auth::any);
  for (const auto& challenge : {all_schemes[1], all_schemes[2]}) {
    ProxyLogin login(proxy);
    EXPECT_TRUE(login.answer({challenge}, "GET", "/"));
    EXPECT_FALSE(login.answer({challenge}, "GET", "/"));
  }
}

TEST(ProxyLogin, TakesTwoStaleNoncesAndNoThird) {
  const ProxySettings proxy = settings(ProxySettings::Auth::any);
  ProxyLogin login(proxy);
  EXPECT_TRUE(login.answer({all_schemes[2]}, "GET", "/"));
  const std::string stale = all_schemes[2] + ", stale=TRUE";
  EXPECT_TRUE(login.answer({stale}, "GET", "/"));
  EXPECT_TRUE(login.answer({stale}, "GET", "/"));
  EXPECT_FALSE(login.answer({stale}, "GET", "/"));
}

TEST(ProxyLogin, LeavesADigestAsideThatItCantAnswer) {
  for (const char* challenge : {"Digest realm=\"x\"", "Digest realm=\"x\", nonce=\"\"",
                                "Digest realm=\"x\", nonce=\"1\", algorithm=SHA-999",
                                "Digest realm=\"x\", nonce=\"1\", qop=\"auth-int\"", "Digest"}) {
    EXPECT_EQ(first_answer(ProxySettings::Auth::any, {challenge}), "nothing") << challenge;
    EXPECT_EQ(first_answer(ProxySettings::Auth::any, {challenge, all_schemes[1]}), "Basic")
        << challenge;
  }
}

TEST(ProxyLogin, HasNothingToGiveWithoutAUser) {
  const ProxySettings proxy;
  ProxyLogin login(proxy);
  EXPECT_EQ(login.unasked(), "");
  EXPECT_FALSE(login.answer(all_schemes, "GET", "/"));
}

TEST(ProxyLogin, RefusesASecondMessageOfNtlmThatIsNone) {
  const ProxySettings proxy = settings(ProxySettings::Auth::ntlm);
  std::string outside = std::string("NTLMSSP\0\2\0\0\0", 12) + std::string(36, '\xff');
  for (const std::string& second : {std::string(), std::string("?"), base64("NTLMSSP"),
                                    base64(outside), base64(std::string(48, '\0'))}) {
    EXPECT_FALSE(ntlm_third(proxy, second));
  }
}

TEST(ProxyLogin, ReadsEveryFieldOfAName) {
  const std::string head =
      "HTTP/1.1 407 x\r\nProxy-Authenticate: Basic\r\nX: 1\r\nproxy-authenticate:NTLM \r\n\r\n";
  EXPECT_EQ(field_values(head, "Proxy-Authenticate"), (std::vector<std::string>{"Basic", "NTLM"}));
}

}  // namespace
}  // namespace tetra::connector
