// Each TLS fault, as a client's kernel and OpenSSL see it.
#include <openssl/ssl.h>

#include "tests/wire/tls/tls_lab.hpp"

namespace tetra::test {
namespace {

Node word(const char* text) {
  return scalar_node(text);
}

TEST(TlsHandshakeCut, EndsAtExactlyThatByte) {
  const auto fin = [](const Shaken& shaken) {
    return shaken.raw.size() == 40 && shaken.heard.end == End::fin && shaken.heard.alerts.empty();
  };
  expect_tls_differs({{"handshake-cut", {{"in", word("server-hello")}, {"at", word("40")}}}}, fin);
  const auto reset = [](const Shaken& shaken) {
    return shaken.raw.size() == 1 && shaken.heard.end == End::reset;
  };
  expect_tls_differs({{"handshake-cut", {{"at", word("1")}, {"by", word("reset")}}}}, reset,
                     Security::tls12);
}

TEST(TlsHandshakeCut, KnowsWhereAMessageLies) {
  // Behind ServerHello's record, its type and version: everything before Certificate, and five
  // bytes of its header.
  const auto sees = [](const Shaken& shaken) {
    const auto hello = 5 +
                       (static_cast<std::size_t>(static_cast<unsigned char>(shaken.raw[3])) << 8) +
                       static_cast<unsigned char>(shaken.raw[4]);
    return shaken.raw.size() == hello + 5 && shaken.raw[hello] == SSL3_RT_HANDSHAKE;
  };
  expect_tls_differs({{"handshake-cut", {{"in", word("certificate")}, {"at", word("5")}}}}, sees,
                     Security::tls12);
}

TEST(TlsHandshakeCut, ReachesTheSecondFlight) {
  const auto sees = [](const Shaken& shaken) {
    return !shaken.done && shaken.raw.ends_with(std::string("\x14\x03\x03\x00\x01\x01\x16", 7));
  };
  expect_tls_differs({{"handshake-cut", {{"in", word("second-flight")}, {"at", word("7")}}}}, sees,
                     Security::tls12);
}

TEST(TlsHandshakeStall, HoldsTheFlightBack) {
  const auto sees = [](const Shaken& shaken) {
    return shaken.done && shaken.took >= std::chrono::seconds(2);
  };
  expect_tls_differs({{"handshake-stall", {{"in", word("certificate")}, {"for", word("2s")}}}},
                     sees);
}

TEST(TlsHandshakeFlip, ChangesOneByteOnTheWire) {
  const auto sees = [](const Shaken& shaken) {
    return !shaken.done && shaken.raw.size() > 5 &&
           static_cast<unsigned char>(shaken.raw[5]) == (2 ^ 0x10);
  };
  expect_tls_differs({{"handshake-flip", {{"at", word("5")}, {"mask", word("0x10")}}}}, sees);
}

TEST(TlsHandshakeSkip, LeavesAMessageOut) {
  const auto sees = [](const Shaken& shaken) {
    return !shaken.done && shaken.failure == "unexpected message";
  };
  expect_tls_differs({{"handshake-skip", {{"in", word("server-key-exchange")}}}}, sees,
                     Security::tls12);
}

TEST(TlsHandshakeSkip, OfASealedMessageBreaksTheNextRecord) {
  expect_tls_differs({{"handshake-skip", {{"in", word("certificate")}}}},
                     [](const Shaken& shaken) { return !shaken.done && !shaken.failure.empty(); });
}

TEST(TlsHandshakeSlices, StillMakeAWholeHandshakeInTime) {
  const auto sees = [](const Shaken& shaken) {
    return shaken.done && shaken.took >= std::chrono::seconds(1);
  };
  expect_tls_differs({{"handshake-slices", {{"bytes", word("50")}, {"gap", word("200ms")}}}}, sees);
}

TEST(TlsCloseAfterHandshake, EndsWithCloseNotify) {
  expect_tls_differs({{"close-after-handshake", {}}}, [](const Shaken& shaken) {
    return shaken.done && shaken.heard.bytes.empty() && shaken.heard.close_notify();
  });
}

TEST(TlsCloseAfterHandshake, EndsWithFinAlone) {
  const auto sees = [](const Shaken& shaken) {
    return shaken.done && shaken.heard.bytes.empty() && shaken.heard.alerts.empty() &&
           shaken.heard.end == End::fin;
  };
  expect_tls_differs({{"close-after-handshake", {{"by", word("fin")}}}}, sees);
}

TEST(TlsCloseOnHello, SendsNothing) {
  expect_tls_differs({{"close-on-hello", {}}}, [](const Shaken& shaken) {
    return shaken.raw.empty() && shaken.heard.end == End::fin;
  });
}

TEST(TlsPlaintext, SendsBytesThatAreNotTls) {
  expect_tls_differs({{"plaintext", {}}},
                     [](const Shaken& shaken) { return shaken.raw.starts_with("HTTP/1.1 400"); });
}

TEST(TlsVersions, BoundsWhatIsAgreed) {
  const auto any = [](SSL* ssl) { SSL_set_min_proto_version(ssl, TLS1_2_VERSION); };
  expect_tls_differs(
      {{"versions", {{"max", word("1.2")}}}},
      [](const Shaken& shaken) { return shaken.version == "TLSv1.2"; }, Security::tls13, any);
}

TEST(TlsVersions, RefusesWhoOffersNoneOfThem) {
  const auto sees = [](const Shaken& shaken) {
    return !shaken.done && shaken.heard.alerts == std::vector<int>{70};
  };
  expect_tls_differs({{"versions", {{"min", word("1.3")}}}}, sees, Security::tls12);
  // The other way round it is the client that refuses: the server has chosen what it never offered.
  const auto refused = [](const Shaken& shaken) {
    return !shaken.done && shaken.failure == "unsupported protocol";
  };
  expect_tls_differs({{"versions", {{"min", word("1.0")}, {"max", word("1.1")}}}}, refused,
                     Security::tls12);
}

TEST(TlsVersions, SpeaksTheOldOnes) {
  const auto old = [](SSL* ssl) {
    SSL_set_security_level(ssl, 0);
    SSL_set_min_proto_version(ssl, TLS1_VERSION);
  };
  const auto sees = [](const Shaken& shaken) {
    return shaken.version == "TLSv1" && shaken.heard.bytes == "200";
  };
  expect_tls_differs({{"versions", {{"min", word("1.0")}, {"max", word("1.0")}}}}, sees,
                     Security::tls12, old);
}

TEST(TlsCiphers, RefusesWithNoneInCommon) {
  const auto few = [](SSL* ssl) { SSL_set_cipher_list(ssl, "ECDHE-ECDSA-AES256-GCM-SHA384"); };
  const auto sees = [](const Shaken& shaken) {
    return shaken.heard.alerts == std::vector<int>{40};
  };
  expect_tls_differs({{"ciphers", {{"tls12", word("ECDHE-ECDSA-AES128-SHA")}}}}, sees,
                     Security::tls12, few);
}

TEST(TlsCiphers, AsksForAnotherGroup) {
  expect_tls_differs({{"ciphers", {{"groups", word("P-521")}}}}, [](const Shaken& shaken) {
    return shaken.done && shaken.group == "secp521r1";
  });
}

TEST(TlsAlpn, AgreesWhatItIsTold) {
  expect_tls_differs({{"alpn", {{"agree", word("h2")}}}},
                     [](const Shaken& shaken) { return shaken.alpn == "h2"; });
}

TEST(TlsAlpn, RefusesEveryProtocol) {
  expect_tls_differs({{"alpn", {}}}, [](const Shaken& shaken) {
    return shaken.heard.alerts == std::vector<int>{120};
  });
}

TEST(TlsSni, KnowsOnlyItsNames) {
  expect_tls_differs({{"sni", {{"known", word("a.example")}}}}, [](const Shaken& shaken) {
    return shaken.heard.alerts == std::vector<int>{112};
  });
  const auto other = [](const Shaken& shaken) {
    return shaken.hosts == std::vector<std::string>{"other-host.invalid"};
  };
  expect_tls_differs({{"sni", {{"known", word("a.example")}, {"otherwise", word("certificate")}}}},
                     other);
}

TEST(TlsSni, LetsTheKnownNamePass) {
  EXPECT_EQ(shake({{"sni", {{"known", word("tetra-defs.amp.cisco.com")}}}}).acted, 0u);
}

}  // namespace
}  // namespace tetra::test
