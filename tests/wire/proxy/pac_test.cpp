// The host of PAC files, and every fault of layer pac: what a raw client reads.
#include <gtest/gtest.h>

#include "tests/wire/proxy/proxy_lab.hpp"

namespace tetra::test {
namespace {

// Head and body of an answer.
std::string fetched(ProxyLab& lab, const std::string& path) {
  lab.start();
  RawClient client(lab.pac_port());
  client.send("GET " + path + " HTTP/1.1\r\nHost: pac.test\r\nConnection: close\r\n\r\n");
  return client.read_to_end().bytes;
}

std::string script_of(const std::string& answer) {
  return answer.substr(std::min(answer.find("\r\n\r\n"), answer.size() - 4) + 4);
}

TEST(Pac, ServesTheScriptUnderBothNames) {
  for (const char* path : {"/proxy.pac", "/wpad.dat"}) {
    ProxyLab lab;
    const std::string answer = fetched(lab, path);
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 200 OK\r\n")) << answer;
    EXPECT_NE(answer.find("application/x-ns-proxy-autoconfig"), std::string::npos);
    EXPECT_NE(script_of(answer).find("return \"PROXY proxy.corp.example:3128\";"),
              std::string::npos);
  }
}

TEST(Pac, HasNoOtherFile) {
  ProxyLab lab;
  EXPECT_TRUE(fetched(lab, "/").starts_with("HTTP/1.1 404 "));
}

TEST(PacReturns, MakesAScriptThatSaysThatText) {
  ProxyLab lab;
  lab.arm_at("pac", "returns", params({{"list", "PROXY {dead}; PROXY {proxy}; \"\\"}}));
  EXPECT_NE(
      script_of(fetched(lab, "/proxy.pac"))
          .find(R"(return "PROXY proxy.corp.example:3129; PROXY proxy.corp.example:3128; \"\\";)"),
      std::string::npos);
  EXPECT_EQ(lab.wait_for(event::Fault::kind).get(&event::Fault::fault), "pac.returns");
}

TEST(PacScript, IsServedAsItIsWritten) {
  ProxyLab lab;
  lab.arm_at("pac", "script", params({{"text", "<html>{socks}</html>"}}));
  EXPECT_EQ(script_of(fetched(lab, "/wpad.dat")), "<html>socks.corp.example:1080</html>");
  lab.wait_for(event::Fault::kind);
}

TEST(PacBroken, HasTheFaultThatItIsTold) {
  for (const auto& [how, part] : {std::pair<const char*, const char*>("endless", "while (true)"),
                                  {"throws", "throw new Error"},
                                  {"syntax", "return \"PROXY\n"}}) {
    ProxyLab lab;
    lab.arm_at("pac", "broken", params({{"how", how}}));
    EXPECT_NE(script_of(fetched(lab, "/proxy.pac")).find(part), std::string::npos) << how;
    lab.wait_for(event::Fault::kind);
  }
}

TEST(PacPadding, MakesTheFileAsLargeAsToldAndLeavesTheScriptInIt) {
  ProxyLab lab;
  lab.arm_at("pac", "padding", params({{"to", "1200000"}}));
  const std::string script = script_of(fetched(lab, "/proxy.pac"));
  EXPECT_LE(script.size(), 1'200'000u);
  EXPECT_GT(script.size(), 1'199'800u);
  EXPECT_NE(script.find("function FindProxyForURL"), std::string::npos);
  lab.wait_for(event::Fault::kind);
}

TEST(PacReturns, LeavesAnAnswerWithoutAScriptAlone) {
  ProxyLab lab;
  lab.arm_at("pac", "returns", params({{"list", "DIRECT"}}));
  EXPECT_TRUE(fetched(lab, "/nothing").starts_with("HTTP/1.1 404 "));
  EXPECT_EQ(lab.count(event::Fault::kind), 0u);
}

}  // namespace
}  // namespace tetra::test
