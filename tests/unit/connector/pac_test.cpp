#include "connector/proxy/pac.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "connector/proxy/pac_script.hpp"

namespace tetra::connector {
namespace {

using namespace std::chrono_literals;

PacResult run(const std::string& script, Duration most = 20s) {
  Limits limits;
  limits.read = most;
  return run_pac_script(script, "https://server.test/", "server.test", limits);
}

// What an expression gives inside FindProxyForURL, as text.
std::string value_of(const std::string& expression) {
  const PacResult result =
      run("function FindProxyForURL(url, host) { return String(" + expression + "); }");
  return result.list.value_or("failed: " + result.why);
}

std::string ways_of(std::string_view list) {
  std::string text;
  for (const auto& way : read_pac_list(list))
    text += way ? fmt::format("{}:{} ", way->host, way->port) : "direct ";
  return text;
}

TEST(PacList, KnowsProxiesAndDirectInTheirOrder) {
  EXPECT_EQ(ways_of("PROXY a.test:1; PROXY b.test:3128 ;DIRECT"), "a.test:1 b.test:3128 direct ");
  EXPECT_EQ(ways_of("proxy A.test:1;HTTP [2001:db8::1]:8080"), "a.test:1 2001:db8::1:8080 ");
  EXPECT_EQ(ways_of("PROXY a.test"), "a.test:80 ");
}

TEST(PacList, PassesOverWhatItDoesNotKnow) {
  EXPECT_EQ(
      ways_of(
          "SOCKS s.test:1080; HTTPS t.test:443; SOCKS5 s.test:1080; QUIC q.test:1; PROXY a.test:1"),
      "a.test:1 ");
  for (const char* list :
       {"", ";", " ; ;", "PROXY", "PROXY :1", "PROXY a.test:0", "PROXY a.test:99999", "PROXY a b:1",
        "DIRECT now", "a.test:1", "\xff\xfe"}) {
    EXPECT_EQ(ways_of(list), "") << list;
  }
}

TEST(PacList, IsBounded) {
  std::string list;
  for (int i = 0; i < 1000; ++i) list += "DIRECT;";
  EXPECT_EQ(read_pac_list(list).size(), 32U);
}

TEST(PacScript, IsGivenUrlAndHost) {
  EXPECT_EQ(value_of("url + ' ' + host"), "https://server.test/ server.test");
}

TEST(PacScript, HasTheUsualFunctions) {
  EXPECT_EQ(value_of("[isPlainHostName('a'), isPlainHostName('a.b')]"), "true,false");
  EXPECT_EQ(value_of("[dnsDomainIs('www.a.test', '.a.test'), dnsDomainIs('a.test', '.a.test'), "
                     "dnsDomainLevels('a.b.c')]"),
            "true,false,2");
  EXPECT_EQ(value_of("[localHostOrDomainIs('www', 'www.a.test'), localHostOrDomainIs('www.a.test', "
                     "'www.a.test'), localHostOrDomainIs('ww', 'www.a.test')]"),
            "true,true,false");
  EXPECT_EQ(value_of("[shExpMatch('www.a.test', '*.a.*'), shExpMatch('a', 'a?'), shExpMatch('aab', "
                     "'*ab'), shExpMatch('a.b', 'a?b'), shExpMatch('axb', 'a.b')]"),
            "true,false,true,true,false");
  EXPECT_EQ(value_of("[isInNet('192.0.2.7', '192.0.2.0', '255.255.255.0'), isInNet('192.0.3.7', "
                     "'192.0.2.0', '255.255.255.0'), convert_addr('300.1.1.1')]"),
            "true,false,");
  EXPECT_EQ(value_of("[dnsResolve('127.0.0.1'), isResolvable('no such name'), "
                     "/^[0-9.]+$/.test(myIpAddress())]"),
            "127.0.0.1,false,true");
  EXPECT_EQ(value_of("[weekdayRange('SUN', 'SAT'), timeRange(0, 23), dateRange('JAN', 'DEC'), "
                     "dateRange(1, 31), dateRange(2000, 2001)]"),
            "true,true,true,true,false");
}

TEST(PacScript, TellsWhyItCouldNotBeRun) {
  const auto why = [](const std::string& script) { return run(script).why; };
  EXPECT_NE(why("function FindProxyForURL(").find("SyntaxError"), std::string::npos);
  EXPECT_NE(why("<html><body>Log in</body></html>").find("SyntaxError"), std::string::npos);
  EXPECT_NE(why("function FindProxyForURL() { throw new Error('gives up'); }").find("gives up"),
            std::string::npos);
  EXPECT_EQ(why("var x = 1;"), "it has no function FindProxyForURL");
  EXPECT_EQ(why("function FindProxyForURL() { return 42; }"), "FindProxyForURL returned no text");
  EXPECT_EQ(why("function FindProxyForURL() { return null; }"), "FindProxyForURL returned no text");
  EXPECT_NE(why("function FindProxyForURL() { return noSuchThing(); }").find("noSuchThing"),
            std::string::npos);
}

TEST(PacScript, IsBoundedInTimeAndMemoryAndDepth) {
  EXPECT_EQ(run("function FindProxyForURL() { while (true) {} }", 100ms).why,
            "the script did not end in time");
  EXPECT_EQ(run("while (true) {}", 100ms).why, "the script did not end in time");
  EXPECT_FALSE(run("function FindProxyForURL() { var all = []; for (;;) all.push(new "
                   "Array(65536).join('x') + all.length); }")
                   .list);
  EXPECT_FALSE(run("function FindProxyForURL() { return FindProxyForURL() + ''; }").list);
  const auto long_list =
      run("function FindProxyForURL() { return new Array(200000).join('x'); }").list;
  ASSERT_TRUE(long_list);
  EXPECT_EQ(long_list->size(), 65536U);
}

TEST(PacScript, MayBeginWithAByteOrderMark) {
  EXPECT_EQ(run("\xef\xbb\xbf"
                "function FindProxyForURL() { return 'DIRECT'; }")
                .list,
            "DIRECT");
}

}  // namespace
}  // namespace tetra::connector
