#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <sstream>

#include "connector/proxy/route_dialer.hpp"
#include "tests/wire/proxy/proxy_lab.hpp"

namespace tetra::test {
namespace {

// The connector's own client, by the lab's proxy to origin.test, with the proxy's authority among
// its roots or without it.
class Endpoint {
 public:
  Endpoint(const ProxyLab& lab, bool trusts)
      : trace_(out_, std::nullopt, {}), tls_(trust_, nullptr, trace_) {
    trust_.ca_file = testing::TempDir() + "proxy-roots-" + std::to_string(lab.port()) + ".pem";
    std::ofstream(trust_.ca_file) << (trusts ? lab.inspection_root()
                                             : proxy::InspectionAuthority::create(
                                                   {"origin.test"}, "http://127.0.0.1:1")
                                                   .value()
                                                   ->root_pem());
    connector::ProxySettings proxy;
    proxy.host = "127.0.0.1";
    proxy.port = lab.port();
    route_.proxy = proxy;
    network_.limits.end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    connector::Url server;
    server.host = "origin.test";
    connecting_ = connector::RouteDialer(route_, network_, tls_, trace_).dial(server);
  }

  ~Endpoint() { std::remove(trust_.ca_file.c_str()); }
  Endpoint(const Endpoint&) = delete;
  Endpoint& operator=(const Endpoint&) = delete;

  std::string_view outcome() const { return connecting_.outcome.code(); }
  std::string get(const std::string& path) {
    const std::string request =
        "GET " + path + " HTTP/1.1\r\nHost: origin.test\r\nConnection: close\r\n\r\n";
    connecting_.channel.write(request.data(), request.size());
    std::string answer;
    std::string chunk(4096, '\0');
    for (auto n = connecting_.channel.read(chunk.data(), chunk.size()); n > 0;
         n = connecting_.channel.read(chunk.data(), chunk.size())) {
      answer.append(chunk, 0, static_cast<std::size_t>(n));
    }
    return answer;
  }

 private:
  std::ostringstream out_;
  connector::Network network_;
  connector::Route route_;
  connector::Trust trust_;
  connector::Trace trace_;
  connector::TlsClient tls_;
  connector::Connecting connecting_;
};

TEST(TunnelIntercept, ShowsACertificateOfItsOwnAuthority) {
  ProxyLab lab;
  lab.arm("intercept", Node());
  lab.origin(sends("not TLS"));
  lab.start();
  EXPECT_EQ(Endpoint(lab, true).outcome(), "none");
  EXPECT_EQ(lab.wait_for(event::Fault::kind).get(detail::handshake), "done");
}

TEST(TunnelIntercept, IsNotBelievedWithoutItsRoot) {
  ProxyLab lab;
  lab.arm("intercept", Node());
  lab.origin(sends("not TLS"));
  lab.start();
  EXPECT_EQ(Endpoint(lab, false).outcome(), "cert-untrusted-root");
  lab.wait_for(event::HandshakeFailed::kind);
}

TEST(TunnelIntercept, ShowsTheCertificateOfItsProfile) {
  ProxyLab lab;
  lab.arm("intercept", params({{"leaf", "expired"}}));
  lab.origin(sends("not TLS"));
  lab.start();
  EXPECT_EQ(Endpoint(lab, true).outcome(), "cert-expired");
}

TEST(TunnelIntercept, AnswersRequestsInsideTheTunnel) {
  ProxyLab lab;
  lab.arm("intercept", Node());
  lab.arm("filter", params({{"path", "*.gzip"}}));
  lab.origin(sends("not TLS"));
  lab.start();
  EXPECT_TRUE(Endpoint(lab, true).get("/a/b.gzip").starts_with("HTTP/1.1 403 "));
  EXPECT_TRUE(
      Endpoint(lab, true).get("/a/b").starts_with("HTTP/1.1 502 "));  // this origin speaks no TLS
}

TEST(TunnelIntercept, PublishesItsLists) {
  ProxyLab lab;
  lab.start();
  for (const char* path : {"/inspection/leaf.crl", "/inspection/intermediate.crl"}) {
    RawClient client(lab.port());
    client.send(std::string("GET ") + path +
                " HTTP/1.1\r\nHost: proxy\r\nConnection: close\r\n\r\n");
    const std::string got = client.read_to_end().bytes;
    EXPECT_NE(got.find("Content-Type: application/pkix-crl\r\n"), std::string::npos) << got;
  }
}

}  // namespace
}  // namespace tetra::test
