// Loads one server on the loopback and prints one number: what it gave a second.
#include <sys/resource.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "tests/bench/load/loads.hpp"

namespace {

using namespace bench;

SSL_CTX* client_context() {
  SSL_CTX* made = SSL_CTX_new(TLS_client_method());
  SSL_CTX_set_min_proto_version(made, TLS1_3_VERSION);
  SSL_CTX_set_session_cache_mode(made, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_mode(made, SSL_MODE_RELEASE_BUFFERS);
  return made;
}

std::string read_file(const char* path) {
  std::ifstream in(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

std::string get(const char* path) {
  return std::string("GET ") + path + " HTTP/1.1\r\nHost: tetra-defs.amp.cisco.com\r\n\r\n";
}

void allow_many_files() {
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

int tell(double number, std::uint64_t failures) {
  std::printf("%.6g\n", number);
  if (failures > 0)
    std::fprintf(stderr, "%llu failures\n", static_cast<unsigned long long>(failures));
  return 0;
}

int usage() {
  std::fputs(
      "usage: load download|requests PORT PATH SECONDS   HTTPS: bytes, answers a second\n"
      "       load handshakes PORT - SECONDS             TLS: connections a second\n"
      "       load tunnel PORT ORIGIN-PORT/PATH SECONDS  CONNECT, then plain HTTP: bytes a second\n"
      "       load ocsp PORT FILE SECONDS                one connection an answer: answers a "
      "second\n"
      "       load dns PORT NAME SECONDS                 answers a second\n"
      "       load idle|slow PORT PATH COUNT             holds HTTPS connections until standard "
      "input ends\n",
      stderr);
  return 2;
}

int load(const std::string& what, Plan plan, const char* path, double amount) {
  if (what == "dns") return tell(run_dns(plan.port, path, amount), 0);
  if (what == "ocsp") {
    const std::string question = read_file(path);
    plan.request = "POST / HTTP/1.0\r\nContent-Type: application/ocsp-request\r\nContent-Length: " +
                   std::to_string(question.size()) + "\r\n\r\n" + question;
    plan.once = true;
    const Rates rates = run_flows(plan, 8, amount);
    return tell(rates.answers, rates.failures);
  }
  if (what == "tunnel") {
    const std::string origin(path);
    const auto slash = origin.find('/');
    plan.preamble = "CONNECT 127.0.0.1:" + origin.substr(0, slash) +
                    " HTTP/1.1\r\nHost: 127.0.0.1:" + origin.substr(0, slash) + "\r\n\r\n";
    plan.request = get(origin.c_str() + slash);
    const Rates rates = run_flows(plan, 4, amount);
    return tell(rates.bytes, rates.failures);
  }
  plan.tls = true;
  plan.context = client_context();
  if (what != "handshakes") plan.request = get(path);
  plan.hold = what == "idle";
  plan.stall = what == "slow";
  if (plan.hold || plan.stall) {
    hold_flows(plan, static_cast<std::size_t>(amount));
    return 0;
  }
  const Rates rates = run_flows(plan, what == "download" ? 4 : 32, amount);
  return tell(
      what == "download" ? rates.bytes : (what == "requests" ? rates.answers : rates.connections),
      rates.failures);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) return usage();
  const std::string what = argv[1];
  const std::string known = " download requests handshakes tunnel ocsp dns idle slow ";
  if (known.find(" " + what + " ") == std::string::npos) return usage();
  allow_many_files();
  Plan plan;
  plan.port = static_cast<std::uint16_t>(std::atoi(argv[2]));
  return load(what, plan, argv[3], std::atof(argv[4]));
}
