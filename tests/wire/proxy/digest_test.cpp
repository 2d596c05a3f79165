#include "proxy-sim/auth/digest.hpp"

#include <gtest/gtest.h>

#include "proxy-sim/auth/demand.hpp"
#include "proxy-sim/auth/scheme.hpp"
#include "tests/wire/proxy/proxy_lab.hpp"

namespace tetra::test {
namespace {

using proxy::auth::Parameters;

constexpr const char* target = "origin.test:443";

std::string connect_with(const std::string& field) {
  return std::string("CONNECT ") + target + " HTTP/1.1\r\nHost: " + target + "\r\n" +
         (field.empty() ? "" : "Proxy-Authorization: " + field + "\r\n") + "\r\n";
}

std::string read_answer(RawClient& client) {
  const std::string head = client.read_head();
  const std::string name = "Content-Length: ";
  const auto at = head.find(name);
  if (at != std::string::npos) client.read(std::stoul(head.substr(at + name.size())));
  return head;
}

// The parameters of the head's Digest challenge.
Parameters challenge_of(const std::string& head) {
  const std::string name = "\r\nProxy-Authenticate: Digest ";
  const auto at = head.find(name);
  if (at == std::string::npos) return {};
  const auto from = at + name.size();
  return proxy::auth::read_parameters(head.substr(from, head.find("\r\n", from) - from))
      .value_or(Parameters());
}

std::string answer_to(Parameters asked, const std::string& password,
                      const std::string& count = "00000001") {
  const std::string qop = asked["qop"].empty() ? "" : "auth";
  const std::string algorithm = asked["algorithm"];
  const auto response =
      proxy::auth::digest_response({algorithm, "tetra", asked["realm"], password, "CONNECT", target,
                                    asked["nonce"], count, "abc", qop});
  return "Digest username=\"tetra\", realm=\"" + asked["realm"] + "\", nonce=\"" + asked["nonce"] +
         "\", uri=\"" + target + "\", response=\"" + response.value_or("") + "\", cnonce=\"abc\"" +
         (algorithm.empty() ? "" : ", algorithm=" + algorithm) +
         (qop.empty() ? "" : ", qop=auth, nc=" + count);
}

struct Offered {
  const char* name;
  const char* algorithm;
  const char* qop;
};

class ProxyAuthenticateByDigest : public testing::TestWithParam<Offered> {};

TEST_P(ProxyAuthenticateByDigest, LetsTheRightOnesThroughAndNoOthers) {
  ProxyLab lab;
  lab.arm("authenticate", params({{"scheme", "digest"},
                                  {"digest-algorithm", GetParam().algorithm},
                                  {"digest-qop", GetParam().qop}}));
  lab.origin(sends("hello"));
  lab.start();
  RawClient client(lab.port());
  client.send(connect_with(""));
  std::string head = read_answer(client);
  EXPECT_TRUE(head.starts_with("HTTP/1.1 407 ")) << head;
  client.send(connect_with(answer_to(challenge_of(head), "wrong")));
  head = read_answer(client);
  EXPECT_TRUE(head.starts_with("HTTP/1.1 407 ")) << head;
  EXPECT_FALSE(challenge_of(head).contains("stale"));
  EXPECT_EQ(lab.wait_for(event::Fault::kind, 2).get(detail::credentials), "rejected");
  client.send(connect_with(answer_to(challenge_of(head), "lab")));
  EXPECT_EQ(client.read_head(), "HTTP/1.1 200 Connection established\r\n\r\n");
}

INSTANTIATE_TEST_SUITE_P(As, ProxyAuthenticateByDigest,
                         testing::Values(Offered{"Md5", "MD5", "auth"},
                                         Offered{"Sha256", "SHA-256", "auth"},
                                         Offered{"Md5Session", "MD5-sess", "auth"},
                                         Offered{"Sha256Session", "SHA-256-sess", "auth,auth-int"},
                                         Offered{"WithoutQop", "MD5", "none"},
                                         Offered{"WithoutAlgorithm", "", "auth"}),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(ProxyAuthenticateDigest, FindsAForeignOrUsedNonceStale) {
  ProxyLab lab;
  lab.arm("authenticate", params({{"scheme", "digest"}}));
  lab.origin(sends("hello"));
  lab.start();
  RawClient client(lab.port());
  client.send(connect_with(""));
  Parameters asked = challenge_of(read_answer(client));
  const Parameters good = asked;
  asked["nonce"] = "of-somebody-else";
  client.send(connect_with(answer_to(asked, "lab")));
  EXPECT_EQ(challenge_of(read_answer(client))["stale"], "true");
  EXPECT_EQ(lab.wait_for(event::Fault::kind, 2).get(detail::credentials), "stale");
  client.send(connect_with(answer_to(good, "lab")));
  EXPECT_TRUE(client.read_head().starts_with("HTTP/1.1 200 "));
  RawClient replaying(lab.port());
  replaying.send(connect_with(answer_to(good, "lab")));
  EXPECT_EQ(challenge_of(read_answer(replaying))["stale"], "true");
}

TEST(ProxyAuthenticateDigest, StaleForEverNeverLetsThrough) {
  ProxyLab lab;
  lab.arm("authenticate", params({{"scheme", "digest"}, {"digest-nonce", "stale"}}));
  lab.start();
  RawClient client(lab.port());
  client.send(connect_with(""));
  std::string nonce;
  Parameters asked = challenge_of(read_answer(client));
  for (int i = 0; i < 3; ++i) {
    client.send(connect_with(answer_to(asked, "lab")));
    asked = challenge_of(read_answer(client));
    EXPECT_EQ(asked["stale"], "true");
    EXPECT_NE(asked["nonce"], nonce);
    nonce = asked["nonce"];
  }
}

TEST(ProxyAuthenticateDigest, LeavesOutTheNonceOrAsksWithAnUnknownAlgorithm) {
  ProxyLab lab;
  lab.arm(
      "authenticate",
      params({{"scheme", "digest"}, {"digest-nonce", "missing"}, {"digest-algorithm", "SHA-999"}}));
  lab.start();
  RawClient client(lab.port());
  client.send(connect_with(""));
  const Parameters asked = challenge_of(read_answer(client));
  EXPECT_FALSE(asked.contains("nonce"));
  EXPECT_EQ(asked.find("algorithm")->second, "SHA-999");
  client.send(connect_with("Digest username=\"tetra\", uri=\"/\", response=\"\", nonce=\"\""));
  EXPECT_TRUE(read_answer(client).starts_with("HTTP/1.1 407 "));
}

TEST(ProxyAuthenticateDigest, TakesNonsenseForNonsense) {
  ProxyLab lab;
  lab.arm("authenticate", params({{"scheme", "digest"}}));
  lab.start();
  RawClient client(lab.port());
  const std::string nonsense[] = {"Digest",
                                  "Digest =",
                                  "Digest username",
                                  "Digest username=\"tetra",
                                  "Digest a=1, a=2",
                                  "Digest " + std::string(5000, ',') + "x",
                                  "Digest username=\"\\"};
  for (const std::string& field : nonsense) {
    client.send(connect_with(field));
    EXPECT_TRUE(read_answer(client).starts_with("HTTP/1.1 407 ")) << field;
  }
  EXPECT_EQ(lab.wait_for(event::Fault::kind, std::size(nonsense)).get(detail::credentials),
            "malformed");
}

}  // namespace
}  // namespace tetra::test
