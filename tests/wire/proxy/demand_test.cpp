#include "proxy-sim/auth/demand.hpp"

#include <gtest/gtest.h>

#include "tests/wire/proxy/proxy_lab.hpp"

namespace tetra::test {
namespace {

constexpr const char* right = "Proxy-Authorization: Basic dGV0cmE6bGFi\r\n";  // tetra:lab

std::string connect_with(const std::string& field) {
  return "CONNECT origin.test:443 HTTP/1.1\r\nHost: origin.test:443\r\n" + field + "\r\n";
}

Node schemes(const std::vector<std::string>& words,
             std::vector<std::pair<std::string, std::string>> others = {}) {
  Node list;
  list.kind = Node::Kind::list;
  for (const std::string& word : words) list.items.push_back(scalar_node(word));
  Node all = params(std::move(others));
  all.kind = Node::Kind::map;
  all.entries.push_back(Node::Entry{"scheme", {}, list});
  return all;
}

std::string head_with(const Node& parameters, const std::string& field = {}) {
  ProxyLab lab;
  lab.arm("authenticate", parameters);
  lab.origin(sends("hello"));
  lab.start();
  RawClient client(lab.port());
  client.send(connect_with(field));
  return client.read_head();
}

TEST(ProxyAuthenticateDemand, SendsItsChallengesInTheirOrder) {
  const std::string head = head_with(schemes({"Negotiate", "ntlm", "Nonesuch", "basic"}));
  const auto negotiate = head.find("\r\nProxy-Authenticate: Negotiate\r\n");
  const auto ntlm = head.find("\r\nProxy-Authenticate: NTLM\r\n");
  const auto unknown = head.find("\r\nProxy-Authenticate: Nonesuch realm=\"TETRA Lab\"\r\n");
  const auto basic = head.find("\r\nProxy-Authenticate: Basic realm=");
  EXPECT_NE(basic, std::string::npos) << head;
  EXPECT_LT(negotiate, ntlm);
  EXPECT_LT(ntlm, unknown);
  EXPECT_LT(unknown, basic);
}

TEST(ProxyAuthenticateDemand, IsContentWithAnyOfItsSchemes) {
  EXPECT_TRUE(
      head_with(schemes({"negotiate", "ntlm", "basic"}), right).starts_with("HTTP/1.1 200 "));
  EXPECT_TRUE(head_with(schemes({"negotiate", "ntlm"}), right).starts_with("HTTP/1.1 407 "));
}

TEST(ProxyAuthenticateDemand, AsksWithoutAnyChallenge) {
  const std::string head = head_with(schemes({"none"}), right);
  EXPECT_TRUE(head.starts_with("HTTP/1.1 407 ")) << head;
  EXPECT_EQ(head.find("Proxy-Authenticate"), std::string::npos) << head;
}

TEST(ProxyAuthenticateDemand, RefusesNegotiateWhateverItHolds) {
  EXPECT_TRUE(head_with(schemes({"negotiate"}), "Proxy-Authorization: Negotiate YII=\r\n")
                  .starts_with("HTTP/1.1 407 "));
}

TEST(ProxyAuthenticateDemand, AnswersThoseWhoAreKnownWithAnotherStatus) {
  EXPECT_TRUE(head_with(params({{"then", "403"}}), right).starts_with("HTTP/1.1 403 "));
  EXPECT_TRUE(head_with(params({{"then", "403"}})).starts_with("HTTP/1.1 407 "));
}

TEST(ProxyAuthenticateDemand, EndsTheConnectionAsTold) {
  for (const char* connection : {"close", "drop"}) {
    ProxyLab lab;
    lab.arm("authenticate", params({{"connection", connection}}));
    lab.start();
    RawClient client(lab.port());
    client.send(connect_with(""));
    const RawClient::Rest got = client.read_to_end();
    EXPECT_EQ(got.bytes.find("Connection: close") != std::string::npos,
              std::string(connection) == "close")
        << got.bytes;
    EXPECT_EQ(got.ending, RawClient::Seen::fin);
  }
}

TEST(ProxyAuthenticateDemand, ExpectsItsOwnUserInItsOwnCharset) {
  const auto parameters = [](const char* charset) {
    return params({{"user", "j\xC3\xB6rg"}, {"password", "g\xC3\xBCnther"}, {"charset", charset}});
  };
  const std::string utf8 = "Proxy-Authorization: Basic asO2cmc6Z8O8bnRoZXI=\r\n";
  const std::string latin1 = "Proxy-Authorization: Basic avZyZzpn/G50aGVy\r\n";
  EXPECT_TRUE(head_with(parameters("UTF-8"), utf8).starts_with("HTTP/1.1 200 "));
  EXPECT_TRUE(head_with(parameters("UTF-8"), latin1).starts_with("HTTP/1.1 407 "));
  EXPECT_TRUE(head_with(parameters("ISO-8859-1"), latin1).starts_with("HTTP/1.1 200 "));
  EXPECT_TRUE(head_with(parameters("ISO-8859-1"), utf8).starts_with("HTTP/1.1 407 "));
  EXPECT_EQ(head_with(parameters("none")).find("charset=\""), std::string::npos);
}

}  // namespace
}  // namespace tetra::test
