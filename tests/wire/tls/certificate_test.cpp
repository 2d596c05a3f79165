// Certificates made to measure, and what comes with them.
#include <openssl/x509v3.h>

#include "certs/ocsp_answer.hpp"
#include "tests/wire/tls/tls_lab.hpp"

namespace tetra::test {
namespace {

Node word(const char* text) {
  return scalar_node(text);
}

std::optional<Problem> mistake(std::vector<std::pair<std::string, Node>> parameters) {
  const auto made = fault::make_fault(*fault::Catalog::instance().find("update", "certificate"),
                                      map_node(std::move(parameters)));
  return made ? std::optional<Problem>() : made.error();
}

TEST(TlsCertificate, ShowsTheNamesAskedFor) {
  const auto sees = [](const Shaken& shaken) {
    return shaken.hosts == std::vector<std::string>{"a.example"};
  };
  expect_tls_differs({{"certificate", {{"names", word("a.example")}}}}, sees);
}

TEST(TlsCertificate, ShowsAProfile) {
  expect_tls_differs({{"certificate", {{"profile", word("missing-intermediate")}}}},
                     [](const Shaken& shaken) { return shaken.certificates == 1; });
}

TEST(TlsCertificate, EntriesAddUp) {
  const std::vector<TlsLine> faults{{"certificate", {{"send", word("none")}}},
                                    {"certificate", {{"names", word("b.example")}}}};
  expect_tls_differs(faults, [](const Shaken& shaken) {
    return shaken.certificates == 1 && shaken.hosts == std::vector<std::string>{"b.example"};
  });
}

TEST(TlsCertificate, RefusesWhatNoCertificateCanHave) {
  for (const auto& [name, value] :
       std::vector<std::pair<std::string, std::string>>{{"key-usage", "sign"},
                                                        {"extended-key-usage", "servr"},
                                                        {"until", "90"},
                                                        {"key", "rsa-512"},
                                                        {"serial", "xyz"},
                                                        {"send", "nobody"},
                                                        {"revoked", "why"},
                                                        {"permitted", "1.2.3.4/99"},
                                                        {"until", "90000d"}}) {
    EXPECT_TRUE(mistake({{name, word(value.c_str())}})) << name << ": " << value;
  }
  EXPECT_TRUE(mistake({{"of", word("root")}, {"names", word("a.example")}}));
  EXPECT_FALSE(mistake({{"of", word("intermediate")}, {"until", word("-1h")}}));
}

TEST(TlsStaple, ComesWithTheCertificate) {
  const auto sees = [](const Shaken& shaken) { return shaken.staple.size() > 100; };
  expect_tls_differs({{"staple", {}}}, sees);
  expect_tls_differs({{"staple", {}}}, sees, Security::tls12);
}

TEST(TlsStaple, IsTheErrorOrTheBytesAskedFor) {
  const auto later = [](const Shaken& shaken) {
    return shaken.staple == certs::encode_ocsp_error(certs::OcspResponseStatus::try_later);
  };
  expect_tls_differs({{"staple", {{"response-status", word("tryLater")}}}}, later);
  expect_tls_differs({{"staple", {{"raw", word("not DER")}}}},
                     [](const Shaken& shaken) { return shaken.staple == "not DER"; });
}

TEST(TlsStaple, IsNotThereForWhoDoesNotAsk) {
  const auto silent = [](SSL* ssl) { SSL_set_tlsext_status_type(ssl, -1); };
  EXPECT_EQ(shake({{"staple", {}}}, Security::tls13, silent).acted, 0u);
}

TEST(TlsClientCertificate, IsDemandedUnder12And13) {
  const std::vector<TlsLine> fault{{"client-certificate", {}}};
  // RFC 5246 section 7.4.6: handshake_failure; RFC 8446 section 4.4.2.4: certificate_required, when
  // the client is already done.
  expect_tls_differs(
      fault,
      [](const Shaken& shaken) {
        return shaken.asked_for_certificate && shaken.heard.alerts == std::vector<int>{40};
      },
      Security::tls12);
  expect_tls_differs(
      fault,
      [](const Shaken& shaken) {
        return shaken.asked_for_certificate && shaken.heard.alerts == std::vector<int>{116};
      },
      Security::tls13);
}

TEST(TlsClientCertificate, MayBeMissingWhenOnlyRequested) {
  const std::vector<TlsLine> fault{{"client-certificate", {{"demand", word("requested")}}}};
  expect_tls_differs(fault, [](const Shaken& shaken) {
    return shaken.asked_for_certificate && shaken.heard.bytes == "200";
  });
}

}  // namespace
}  // namespace tetra::test
