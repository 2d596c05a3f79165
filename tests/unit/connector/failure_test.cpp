#include <gtest/gtest.h>

#include "tests/unit/connector/test_world.hpp"

namespace tetra::connector::test {
namespace {

TEST(Direct, PlainHttpUpdatesAndTellsAFin) {
  World world;
  world.use_plain_http();
  world.publish(97276, small_set);
  world.cut_path = "/av64bit_97276/avx/base.cvd.gzip";
  world.cut_at = 10;
  world.cuts = 1;
  EXPECT_EQ(world.run().json["code"], "download-closed");
  EXPECT_EQ(world.run().json["result"], "updated");
}

TEST(Direct, StoppingEndsTheUpdateAtOnceAndIsTold) {
  World world;
  world.publish(97276, small_set);
  std::atomic<bool> stop{false};
  world.options.limits.stop = &stop;
  world.options.limits.read = std::chrono::seconds(20);
  world.cut_path = "/av64bit_97276/avx/base.cvd.gzip";
  world.cut = World::Cut::stall;
  world.cuts = 1;
  world.on_request = [&] { stop = world.count("base.cvd.gzip") > 0; };
  world.options.intervals = 3;
  const Observed observed = world.run();
  EXPECT_EQ(observed.json["code"], "cancelled");
  EXPECT_EQ(observed.json["attempts"], 1);
}

TEST(Direct, TheTimeLimitEndsADribble) {
  World world;
  world.use_plain_http();
  world.options.time_limit = std::chrono::milliseconds(300);
  world.options.limits.read = std::chrono::seconds(20);
  world.cut_path = "/av64bit/versions.id";
  world.publish(97276, small_set);
  world.cut = World::Cut::stall;
  world.cuts = 1;
  EXPECT_EQ(world.run().json["code"], "time-limit");
}

TEST(Direct, EachFailureBeforeHttpHasItsOwnCause) {
  World world;
  const ClosedPort nobody;
  world.more_connect_to = {{definitions_host, 443, "127.0.0.1", nobody.port()}};
  EXPECT_EQ(world.run().json["code"], "connect-refused");
  world.more_connect_to = {{definitions_host, 443, "name.invalid", 1}};
  EXPECT_EQ(world.run().json["stage"], "dns");
  Server closing([](Peer& peer) { peer.read_some(); });
  world.more_connect_to = {{definitions_host, 443, "127.0.0.1", closing.port()}};
  EXPECT_EQ(world.run().json["code"], "tls-closed");
  Server resetting([](Peer& peer) {
    peer.read_some();
    peer.reset();
  });
  world.more_connect_to = {{definitions_host, 443, "127.0.0.1", resetting.port()}};
  EXPECT_EQ(world.run().json["code"], "tls-reset");
  Server plain([](Peer& peer) {
    peer.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
    peer.read_some();
  });
  world.more_connect_to = {{definitions_host, 443, "127.0.0.1", plain.port()}};
  EXPECT_EQ(world.run().json["code"], "tls-not-tls");
  Server mute([](Peer& peer) {
    while (peer.read_some()) continue;
  });
  world.more_connect_to = {{definitions_host, 443, "127.0.0.1", mute.port()}};
  EXPECT_EQ(world.run().json["code"], "tls-timeout");
}

struct LeafCase {
  const char* name;
  Wanted wanted;
  const char* code;
};

TEST(Certificate, EachFaultHasItsOwnCause) {
  const std::string ocsp = "http://commercial.ocsp.identrust.com";
  const std::string crl = "http://validation.identrust.com/crl/hydrantidcao1.crl";
  for (const LeafCase& one :
       {LeafCase{"expired", {"defs", definitions_host, ocsp, crl, -7200, -3600}, "cert-expired"},
        LeafCase{"future", {"defs", definitions_host, ocsp, crl, 3600, 7200}, "cert-not-yet-valid"},
        LeafCase{"other host", {"defs", "other.example", ocsp, crl}, "cert-wrong-host"},
        LeafCase{"no pointers", {"defs", definitions_host, {}, {}}, "no-revocation-check"}}) {
    World world;
    world.use_leaf(one.wanted, &world.intermediate, {&world.intermediate});
    const Observed observed = world.run();
    EXPECT_EQ(observed.json["code"], one.code) << one.name << observed.out;
    EXPECT_EQ(observed.exit, 1);
  }
}

TEST(Certificate, ChainFaultsAreTold) {
  World missing;
  missing.use_leaf({"defs", definitions_host, {}, {}}, &missing.intermediate, {});
  EXPECT_EQ(missing.run().json["code"], "cert-missing-intermediate");
  World self;
  self.use_leaf({"defs", definitions_host, {}, {}}, nullptr, {});
  EXPECT_EQ(self.run().json["code"], "cert-self-signed");
  World unknown;
  const Identity other_root = mint({"Other Root", {}, {}, {}}, nullptr);
  const Identity other = mint({"Other CA", {}, {}, {}}, &other_root);
  unknown.use_leaf({"defs", definitions_host, {}, {}}, &other, {&other});
  EXPECT_EQ(unknown.run().json["code"], "cert-untrusted-root");
  unknown.use_leaf({"defs", definitions_host, {}, {}}, &other, {&other, &other_root});
  EXPECT_EQ(unknown.run().json["code"], "cert-untrusted-root");
}

TEST(Revocation, RevokedByOcsp) {
  World world;
  world.ocsp_status = V_OCSP_CERTSTATUS_REVOKED;
  const Observed observed = world.run();
  EXPECT_EQ(observed.json["code"], "revoked");
  EXPECT_EQ(observed.json["stage"], "revocation");
}

TEST(Revocation, SilentOcspFallsBackToTheList) {
  World world;
  world.publish(97276, small_set);
  world.ocsp_up = false;
  EXPECT_EQ(world.run().json["result"], "updated");
  world.revoked = {world.leaf.certificate.get()};
  EXPECT_EQ(world.run().json["code"], "revoked");
}

TEST(Revocation, RevokedIntermediateIsFoundInTheRootsList) {
  World world;
  world.revoked = {world.intermediate.certificate.get()};
  EXPECT_EQ(world.run().json["code"], "revoked");
}

TEST(Revocation, NothingReachableFailsHardUnlessThePolicySaysOtherwise) {
  World world;
  world.publish(97276, small_set);
  world.ocsp_up = false;
  world.crl_up = false;
  EXPECT_EQ(world.run().json["code"], "revocation-offline");
  world.policy_ssl = "<crlc>0</crlc>";
  EXPECT_EQ(world.run().json["result"], "updated");
}

TEST(Revocation, IsAskedDirectlyWhileTheUpdateGoesByTheProxy) {
  World world;
  world.publish(97276, small_set);
  Server proxy(
      proxy_handler("HTTP/1.1 200 OK\r\n\r\n", world.update->port(), std::nullopt, nullptr));
  world.use_proxy(proxy.port());
  world.ocsp_up = false;
  world.crl_up = false;
  const Observed split = world.run();
  EXPECT_EQ(split.json["code"], "revocation-offline");
  EXPECT_EQ(split.lasterror, "4294965187");
  EXPECT_GE(world.authority->connections(), 2) << "OCSP and CRL were asked at their own hosts";
  EXPECT_EQ(proxy.connections(), 1);
}

TEST(Explain, TellsTheStepsInBothLanguages) {
  World world;
  world.publish(97276, small_set);
  world.options.explain = Language::en;
  EXPECT_NE(world.run().out.find("OCSP says good"), std::string::npos);
  world.options.explain = Language::de;
  world.ocsp_status = V_OCSP_CERTSTATUS_REVOKED;
  const std::string out = world.run().out;
  EXPECT_NE(out.find("Was zu prüfen ist:"), std::string::npos) << out;
  EXPECT_NE(out.find("eigene Zahl dieses Labors"), std::string::npos);
}

TEST(Usage, BrokenPolicyIsAMistakeWithAPlace) {
  World world;
  world.policy_ssl = "<crlc>maybe</crlc>";
  const Observed observed = world.run();
  EXPECT_EQ(observed.exit, 2);
  EXPECT_NE(observed.err.find("policy.xml:1:"), std::string::npos) << observed.err;
}

}  // namespace
}  // namespace tetra::connector::test
