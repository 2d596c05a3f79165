#include <gtest/gtest.h>

#include <fstream>

#include "tests/unit/connector/test_world.hpp"

namespace tetra::connector::test {
namespace {

constexpr const char* credentials = "<username>ada</username><password>s3cret-word</password>";

TEST(Proxy, CarriesTheWholeUpdateThroughATunnel) {
  World world;
  world.publish(97276, small_set);
  std::string seen;
  Server proxy(proxy_handler("HTTP/1.1 200 Connection established\r\n\r\n", world.update->port(),
                             std::nullopt, &seen));
  world.use_proxy(proxy.port(), credentials);
  const Observed observed = world.run();
  EXPECT_EQ(observed.json["result"], "updated") << observed.out;
  EXPECT_TRUE(seen.starts_with("CONNECT tetra-defs.amp.cisco.com:443 HTTP/1.1\r\n")) << seen;
  EXPECT_NE(seen.find("Proxy-Authorization: Basic YWRhOnMzY3JldC13b3Jk\r\n"), std::string::npos);
}

TEST(Proxy, RefusedIsThePublishedCodeForNotConnected) {
  World world;
  const ClosedPort nobody;
  world.use_proxy(nobody.port());
  const Observed observed = world.run();
  EXPECT_EQ(observed.lasterror, "4294965193");
  EXPECT_EQ(observed.json["lasterror_source"], "published");
  EXPECT_EQ(observed.json["code"], "proxy-connect-refused");
}

TEST(Proxy, AuthenticationIsThePublishedCodeWithAndWithoutCredentials) {
  for (const auto& [given, code] :
       {std::pair{"", "proxy-auth-required"}, std::pair{credentials, "proxy-auth-rejected"}}) {
    World world;
    Server proxy(
        proxy_handler("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic "
                      "realm=\"lab\"\r\nContent-Length: 0\r\n\r\n",
                      0, 0, nullptr));
    world.use_proxy(proxy.port(), given);
    const Observed observed = world.run();
    EXPECT_EQ(observed.lasterror, "4294965196");
    EXPECT_EQ(observed.json["code"], code);
    EXPECT_EQ(observed.json["stage"], "proxy-auth");
  }
}

TEST(Proxy, RefusedTunnelIsDownloadFailed) {
  for (const char* status : {"403", "502", "504"}) {
    World world;
    Server proxy(proxy_handler(
        std::string("HTTP/1.1 ") + status + " No\r\nContent-Length: 0\r\n\r\n", 0, 0, nullptr));
    world.use_proxy(proxy.port());
    const Observed observed = world.run();
    EXPECT_EQ(observed.lasterror, "4294965187");
    EXPECT_EQ(observed.json["code"], "tunnel-refused");
    EXPECT_EQ(observed.json["http_status"], std::stoi(status));
  }
}

TEST(Proxy, CutTunnelIsDownloadFailed) {
  World world;
  world.publish(97276, {{"noise", [] {
                           std::string noise;
                           for (unsigned i = 7; noise.size() < 200000;
                                i = i * 1664525U + 1013904223U)
                             noise += static_cast<char>(i >> 24);
                           return noise;
                         }()}});
  Server proxy(proxy_handler("HTTP/1.1 200 OK\r\n\r\n", world.update->port(), 60000, nullptr));
  world.use_proxy(proxy.port());
  const Observed observed = world.run();
  EXPECT_EQ(observed.lasterror, "4294965187");
  EXPECT_EQ(observed.json["stage"], "download");
}

TEST(Proxy, OriginsErrorThroughTheTunnelIsDownloadFailed) {
  World world;
  world.files["/av64bit/versions.id"] = reply("", 503);
  Server proxy(
      proxy_handler("HTTP/1.1 200 OK\r\n\r\n", world.update->port(), std::nullopt, nullptr));
  world.use_proxy(proxy.port());
  const Observed observed = world.run();
  EXPECT_EQ(observed.lasterror, "4294965187");
  EXPECT_EQ(observed.json["code"], "http-status");
  EXPECT_EQ(observed.json["http_status"], 503);
}

TEST(Proxy, PasswordIsNowhereInWhatIsPrintedOrLogged) {
  World world;
  Server proxy(proxy_handler("HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n", 0, 0, nullptr));
  world.use_proxy(proxy.port(), credentials);
  world.options.explain = Language::en;
  const Observed observed = world.run();
  std::string log;
  for (const char* name : {"connector.log", "local.xml"}) {
    std::ifstream in(world.home / name);
    log.append(std::istreambuf_iterator<char>(in), {});
  }
  for (const char* secret : {"s3cret-word", "YWRhOnMzY3JldC13b3Jk"}) {
    EXPECT_EQ((observed.out + observed.err + log).find(secret), std::string::npos);
  }
}

TEST(Proxy, PlainHttpUsesAbsoluteFormAndItsOwnReplies) {
  World world;
  world.use_plain_http();
  std::string seen;
  std::string answer = "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n";
  Server proxy([&](Peer& peer) {
    seen = peer.read_request();
    peer.send(answer);
  });
  world.use_proxy(proxy.port(), credentials);
  const Observed unauthenticated = world.run();
  EXPECT_EQ(unauthenticated.lasterror, "4294965196");
  EXPECT_TRUE(
      seen.starts_with("GET http://update.amp.cisco.com:80/av64bit/versions.id HTTP/1.1\r\n"))
      << seen;
  EXPECT_NE(seen.find("Proxy-Authorization: Basic "), std::string::npos);
  answer = "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n";
  EXPECT_EQ(world.run().lasterror, "4294965187");
}

}  // namespace
}  // namespace tetra::connector::test
