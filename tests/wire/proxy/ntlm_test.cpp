#include <gtest/gtest.h>

#include "connector/login/base64.hpp"
#include "connector/login/field_values.hpp"
#include "connector/login/ntlm_login.hpp"
#include "proxy-sim/auth/demand.hpp"
#include "tests/wire/proxy/proxy_lab.hpp"

namespace tetra::test {
namespace {

std::string connect_with(const std::string& field) {
  return "CONNECT origin.test:443 HTTP/1.1\r\nHost: origin.test:443\r\n" +
         (field.empty() ? "" : "Proxy-Authorization: " + field + "\r\n") + "\r\n";
}

std::string read_answer(RawClient& client) {
  const std::string head = client.read_head();
  const std::string name = "Content-Length: ";
  const auto at = head.find(name);
  if (at != std::string::npos) client.read(std::stoul(head.substr(at + name.size())));
  return head;
}

// What follows NTLM in the head's challenge.
std::string second_message(const std::string& head) {
  const auto values = connector::field_values(head, "Proxy-Authenticate");
  return values.size() == 1 && values.front().starts_with("NTLM ") ? values.front().substr(5) : "";
}

connector::ProxySettings login(const std::string& user, const std::string& password) {
  connector::ProxySettings settings;
  settings.username = user;
  settings.password = password;
  return settings;
}

std::string third_message(const connector::ProxySettings& settings, const std::string& second) {
  return connector::ntlm_third(settings, second).value_or("");
}

TEST(ProxyAuthenticateNtlm, ProvesTheConnectorsOwnMessagesRightAndOthersWrong) {
  for (const bool right : {true, false}) {
    ProxyLab lab;
    lab.arm("authenticate", params({{"scheme", "ntlm"}}));
    lab.origin(sends("hello"));
    lab.start();
    RawClient client(lab.port());
    client.send(connect_with(""));
    EXPECT_NE(read_answer(client).find("\r\nProxy-Authenticate: NTLM\r\n"), std::string::npos);
    client.send(connect_with(connector::ntlm_first()));
    const std::string head = read_answer(client);
    EXPECT_TRUE(head.starts_with("HTTP/1.1 407 ")) << head;
    EXPECT_EQ(lab.wait_for(event::Fault::kind, 2).get(detail::credentials), "underway");
    client.send(connect_with(
        third_message(login("DOMAIN\\Tetra", right ? "lab" : "wrong"), second_message(head))));
    EXPECT_TRUE(client.read_head().starts_with(right ? "HTTP/1.1 200 " : "HTTP/1.1 407 "));
  }
}

TEST(ProxyAuthenticateNtlm, HoldsForItsConnectionOnly) {
  ProxyLab lab;
  lab.arm("authenticate", params({{"scheme", "ntlm"}}));
  lab.start();
  RawClient client(lab.port());
  client.send(connect_with(connector::ntlm_first()));
  const std::string second = second_message(read_answer(client));
  RawClient other(lab.port());
  other.send(connect_with(third_message(login("tetra", "lab"), second)));
  EXPECT_TRUE(read_answer(other).starts_with("HTTP/1.1 407 "));
  client.send("GET http://closed.test/ HTTP/1.1\r\nHost: closed.test\r\nProxy-Authorization: " +
              third_message(login("tetra", "lab"), second) + "\r\n\r\n");
  EXPECT_TRUE(read_answer(client).starts_with("HTTP/1.1 502 "));
  client.send("GET http://closed.test/ HTTP/1.1\r\nHost: closed.test\r\n\r\n");
  EXPECT_TRUE(read_answer(client).starts_with("HTTP/1.1 502 "));
}

TEST(ProxyAuthenticateNtlm, SendsNoOrABrokenSecondMessageWhenToldTo) {
  for (const char* challenge : {"missing", "garbage"}) {
    ProxyLab lab;
    lab.arm("authenticate", params({{"scheme", "ntlm"}, {"ntlm-challenge", challenge}}));
    lab.start();
    RawClient client(lab.port());
    client.send(connect_with(connector::ntlm_first()));
    const std::string second = second_message(read_answer(client));
    EXPECT_EQ(second.empty(), std::string(challenge) == "missing");
    EXPECT_FALSE(connector::ntlm_third(login("tetra", "lab"), second));
  }
}

TEST(ProxyAuthenticateNtlm, DropsTheConnectionBehindTheSecondMessageWhenToldTo) {
  ProxyLab lab;
  lab.arm("authenticate", params({{"scheme", "ntlm"}, {"ntlm-drop", "true"}}));
  lab.start();
  RawClient client(lab.port());
  client.send(connect_with(connector::ntlm_first()));
  const std::string head = read_answer(client);
  EXPECT_FALSE(second_message(head).empty());
  EXPECT_EQ(head.find("Connection: close"), std::string::npos);
  EXPECT_EQ(client.read_to_end().ending, RawClient::Seen::fin);
}

TEST(ProxyAuthenticateNtlm, TakesNonsenseForNonsense) {
  ProxyLab lab;
  lab.arm("authenticate", params({{"scheme", "ntlm"}}));
  lab.start();
  RawClient client(lab.port());
  std::string third = std::string("NTLMSSP\0\3\0\0\0", 12) +
                      std::string(52, '\xff');  // every field leads far outside
  for (const std::string& token :
       {std::string("!"), connector::base64("NTLMSSP"),
        connector::base64(std::string("NTLMSSP\0\1\0\0\0", 12)), connector::base64(third)}) {
    client.send(connect_with("NTLM " + token));
    EXPECT_TRUE(read_answer(client).starts_with("HTTP/1.1 407 "));
  }
  EXPECT_EQ(lab.wait_for(event::Fault::kind, 4).get(detail::credentials), "malformed");
}

}  // namespace
}  // namespace tetra::test
