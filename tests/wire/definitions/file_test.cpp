// Faults of definition files: other bytes below a right gzip frame, or another frame.
#include <gtest/gtest.h>

#include "tests/unit/definitions/reading.hpp"
#include "tests/wire/definitions/definitions_lab.hpp"

namespace tetra::test {
namespace {

using definitions::reading::gunzip;
constexpr auto engine = definitions::Engine::av64bit;

const definitions::Tree& tree() {
  return DefinitionsServer::tree();
}
std::string at(const std::string& name) {
  return DefinitionsServer::versioned(name);
}
std::string plain_of(const std::string& path) {
  return read_all(*tree().payload(engine, DefinitionsServer::version(), path)->plain);
}
const std::string daily = "avx/Plugins/daily.sig.gzip";
std::string plain() {
  return plain_of("Plugins/daily.sig");
}

// What the file unpacks to; nothing that a file could be when it does not unpack.
void expect_unpacked(const Line& fault, const std::string& text) {
  expect_definitions({fault}, at(daily),
                     [&](std::string_view body) { return gunzip(body) == text; });
  expect_untouched({fault}, at("versions.dat"));
}

TEST(DefinitionsFileFlip, ChangesOneByteBelowTheFrame) {
  std::string flipped = plain();
  flipped[flipped.size() / 2] = static_cast<char>(flipped[flipped.size() / 2] ^ 1);
  expect_unpacked(line("file-flip"), flipped);
  std::string first = plain();
  first[0] = static_cast<char>(first[0] ^ 0xff);
  expect_unpacked(line("file-flip", {{"at", "0"}, {"mask", "255"}}), first);
}

TEST(DefinitionsFileFlip, ActsNeitherBehindTheEndNorInARangeBeforeIt) {
  expect_untouched({line("file-flip", {{"at", "100%"}})}, at(daily));
  DefinitionsServer server({line("file-flip", {{"at", "-1"}}), line("same-etag")});
  RawClient client(server.port());
  client.send("GET " + at(daily) +
              " HTTP/1.1\r\nHost: a\r\nRange: bytes=0-99\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(client.listen().body().size(), 100u);
  server.events().wait(event::Sent::kind);
  EXPECT_EQ(server.events().count(event::Fault::kind), 0u) << server.events().dump();
}

TEST(DefinitionsFileShorten, EndsEarlyBelowTheFrame) {
  expect_unpacked(line("file-shorten"), plain().substr(0, plain().size() / 2));
  expect_unpacked(line("file-shorten", {{"to", "-1"}}), plain().substr(0, plain().size() - 1));
  expect_unpacked(line("file-shorten", {{"to", "0"}}), "");
}

TEST(DefinitionsFileZeros, HasItsLengthAndZeros) {
  expect_unpacked(line("file-zeros"), std::string(plain().size(), '\0'));
  std::string tail = plain();
  std::fill(tail.begin() + 4096, tail.end(), '\0');
  expect_unpacked(line("file-zeros", {{"from", "4096"}}), tail);
}

TEST(DefinitionsFileSwap, IsAnotherFileOfTheBuild) {
  expect_unpacked(line("file-swap"), plain_of("engine.cfg"));
  expect_unpacked(line("file-swap", {{"with", "Plugins/daily.txt"}}),
                  plain_of("Plugins/daily.txt"));
  expect_untouched({line("file-swap", {{"with", "no/such.file"}})}, at(daily));
}

TEST(DefinitionsGzipBomb, UnpacksToAThousandTimesItsSize) {
  expect_definitions(
      {line("gzip-bomb", {{"size", "100MiB"}})}, at(daily), [](std::string_view body) {
        return body.size() < 200'000 &&
               definitions::reading::gunzipped_size(*bytes_of(std::string(body))) == 100u << 20;
      });
  expect_definitions(
      {line("gzip-bomb", {{"size", "20MiB"}})}, at("versions.dat.gz"), [](std::string_view body) {
        return definitions::reading::gunzipped_size(*bytes_of(std::string(body))) == 20u << 20;
      });
}

TEST(DefinitionsGzipTrailing, HasMoreBehindItsEnd) {
  const auto expect = [](const char* what, const std::string& tail) {
    expect_definitions(
        {line("gzip-trailing", {{"what", what}, {"size", "100"}})}, at(daily),
        [&](std::string_view body) {
          std::string rest;
          return gunzip(body, &rest) == plain() &&
                 (tail.empty() ? gunzip(rest) == std::string(100, '\0') : rest == tail);
        });
  };
  expect("garbage", std::string(100, '#'));
  expect("zeros", std::string(100, '\0'));
}

TEST(DefinitionsGzipTrailing, HasAFurtherMember) {
  expect_definitions({line("gzip-trailing", {{"what", "member"}, {"size", "100"}})}, at(daily),
                     [](std::string_view body) {
                       std::string rest;
                       return gunzip(body, &rest) == plain() && !rest.empty() &&
                              gunzip(rest) == std::string(100, '\0');
                     });
}

TEST(DefinitionsGzipMissing, IsServedUnpackedUnderThePackedName) {
  expect_definitions({line("gzip-missing")}, at(daily),
                     [](std::string_view body) { return body == plain(); });
  expect_definitions({line("gzip-missing")}, at("versions.dat.gz"), [](std::string_view body) {
    return body == tree().text(definitions::Kind::manifest, engine, DefinitionsServer::version());
  });
}

TEST(DefinitionsSameEtag, StandsOverAnotherBody) {
  const auto etag = [](const Heard& heard) {
    const auto from = heard.head().find("ETag: ");
    return std::string(heard.head().substr(from, heard.head().find("\r\n", from) - from));
  };
  const Heard healthy = fetch({}, at(daily));
  EXPECT_NE(etag(fetch({line("file-flip")}, at(daily))), etag(healthy));
  const Heard same = fetch({line("file-flip"), line("same-etag")}, at(daily));
  EXPECT_EQ(etag(same), etag(healthy));
  expect_definitions({line("file-flip"), line("same-etag")}, at(daily),
                     [](std::string_view body) { return gunzip(body) != plain(); });
  expect_untouched({line("same-etag")}, at(daily));
}

}  // namespace
}  // namespace tetra::test
