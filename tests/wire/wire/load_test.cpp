// Many connections of one world.
#include <gtest/gtest.h>
#include <malloc.h>
#include <sys/resource.h>

#include <fstream>
#include <list>

#include "tests/support/differs.hpp"
#include "tests/wire/wire/tls_server.hpp"

namespace tetra::test {
namespace {

TEST(Load, AHundredConnectionsAreServedSideBySide) {
  TlsServer server(Security::tls13, honest, echo);
  std::list<RawClient> clients;
  for (int i = 0; i < 100; ++i) {
    RawClient& client = clients.emplace_back(server.port(), Security::tls13);
    ASSERT_TRUE(client.handshake());
  }
  const std::string bytes = noise(40'000);
  for (int round = 0; round < 3; ++round) {
    for (RawClient& client : clients) ASSERT_TRUE(client.send(bytes));
    for (RawClient& client : clients) ASSERT_TRUE(client.read(bytes.size()) == bytes);
  }
  for (RawClient& client : clients) client.finish_sending();
  for (RawClient& client : clients) EXPECT_TRUE(client.listen().close_notify());
}

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool sanitized = true;
#else
constexpr bool sanitized = false;
#endif

// Resident bytes of this process.
std::size_t resident() {
  ::malloc_trim(0);
  std::ifstream status("/proc/self/statm");
  std::size_t all = 0;
  std::size_t kept = 0;
  status >> all >> kept;
  return kept * 4096;
}

TEST(Load, AnIdleTlsConnectionCostsLessThan60KB) {
  if (sanitized) GTEST_SKIP() << "a sanitizer's own memory would be counted";
  constexpr std::size_t wanted = 2000;
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
  if (limit.rlim_cur < 2 * wanted + 100)
    GTEST_SKIP() << "too few descriptors allowed: " << limit.rlim_cur;
  TlsServer server(Security::tls13, honest, echo);
  std::list<RawClient> clients;
  const auto join = [&] {
    RawClient& client = clients.emplace_back(server.port(), Security::tls13);
    ASSERT_TRUE(client.handshake());
    ASSERT_TRUE(client.send("x"));
    ASSERT_EQ(client.read(1), "x");
    client.drop_tls();  // the client's half is not what is measured
  };
  for (int i = 0; i < 50; ++i) join();  // what is paid once
  const std::size_t before = resident();
  for (std::size_t i = 0; i < wanted; ++i) join();
  const std::size_t each = (resident() - before) / wanted;
  std::printf("%zu bytes of resident memory each\n", each);
  RecordProperty("bytes_each", static_cast<int>(each));
  EXPECT_LT(each, 60'000u);
}

}  // namespace
}  // namespace tetra::test
