// Alerts in place of every message, in the clear and under the handshake's keys.
#include "tests/wire/tls/tls_lab.hpp"

namespace tetra::test {
namespace {

struct Point {
  const char* in;
  Security security;
  bool done;  // the client holds the handshake for done when the alert comes
};

void PrintTo(const Point& point, std::ostream* out) {
  *out << to_string(point.security) << " " << point.in;
}

class TlsAlert : public testing::TestWithParam<Point> {};

TEST_P(TlsAlert, IsReadByTheClientAsWhatItIs) {
  const std::vector<TlsLine> fault{
      {"alert", {{"code", scalar_node("access_denied")}, {"in", scalar_node(GetParam().in)}}}};
  const auto sees = [](const Shaken& shaken) {
    return shaken.heard.alerts == std::vector<int>{49} && shaken.done == GetParam().done &&
           shaken.heard.end == End::fin && shaken.heard.whole_records;
  };
  expect_tls_differs(fault, sees, GetParam().security);
}

INSTANTIATE_TEST_SUITE_P(Points, TlsAlert,
                         testing::Values(Point{"server-hello", Security::tls12, false},
                                         Point{"certificate", Security::tls12, false},
                                         Point{"server-key-exchange", Security::tls12, false},
                                         Point{"server-hello-done", Security::tls12, false},
                                         Point{"change-cipher-spec", Security::tls12, false},
                                         Point{"after-handshake", Security::tls12, true},
                                         Point{"server-hello", Security::tls13, false},
                                         Point{"encrypted-extensions", Security::tls13, false},
                                         Point{"certificate", Security::tls13, false},
                                         Point{"certificate-verify", Security::tls13, false},
                                         Point{"finished", Security::tls13, false},
                                         Point{"after-handshake", Security::tls13, true}));

TEST(TlsAlertRecord, HasTheLevelAndNumberAskedFor) {
  const std::vector<TlsLine> fault{
      {"alert", {{"code", scalar_node("200")}, {"level", scalar_node("warning")}}}};
  expect_tls_differs(fault, [](const Shaken& shaken) {
    return shaken.raw == std::string("\x15\x03\x03\x00\x02\x01\xc8", 7);
  });
}

TEST(TlsAlertRecord, BehindChangeCipherSpecIsDecryptedAndRefused) {
  const std::vector<TlsLine> fault{
      {"alert", {{"code", scalar_node("40")}, {"in", scalar_node("finished")}}}};
  // OpenSSL takes nothing but Finished there; a record with a wrong tag would be a "bad record
  // mac".
  expect_tls_differs(
      fault, [](const Shaken& shaken) { return shaken.failure == "data between ccs and finished"; },
      Security::tls12);
}

TEST(TlsAlertRecord, EndsByResetWhenToldTo) {
  const std::vector<TlsLine> fault{{"alert",
                                    {{"code", scalar_node("40")},
                                     {"in", scalar_node("finished")},
                                     {"by", scalar_node("reset")}}}};
  expect_tls_differs(fault, [](const Shaken& shaken) {
    return shaken.heard.end == End::reset && shaken.heard.alerts == std::vector<int>{40};
  });
}

TEST(TlsAlertRecord, IsSealedForEveryCommonCipher) {
  for (const char* suite :
       {"TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"}) {
    const auto only = [&](SSL* ssl) { SSL_set_ciphersuites(ssl, suite); };
    const Shaken shaken =
        shake({{"alert", {{"code", scalar_node("42")}, {"in", scalar_node("finished")}}}},
              Security::tls13, only);
    EXPECT_EQ(shaken.heard.alerts, std::vector<int>{42}) << suite << shaken.failure;
  }
  for (const char* cipher : {"ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-ECDSA-AES256-GCM-SHA384",
                             "ECDHE-ECDSA-CHACHA20-POLY1305"}) {
    const auto only = [&](SSL* ssl) { SSL_set_cipher_list(ssl, cipher); };
    const Shaken shaken =
        shake({{"alert", {{"code", scalar_node("42")}, {"in", scalar_node("after-handshake")}}}},
              Security::tls12, only);
    EXPECT_EQ(shaken.heard.alerts, std::vector<int>{42}) << cipher << shaken.failure;
  }
}

}  // namespace
}  // namespace tetra::test
