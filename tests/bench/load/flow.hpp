#pragma once
#include <openssl/ssl.h>

#include <cstdint>
#include <string>

namespace bench {

/// What every connection of a load does. Addresses are ports of 127.0.0.1.
struct Plan {
  std::uint16_t port = 0;
  bool tls = false;
  std::string preamble;        ///< sent and answered before anything else (CONNECT); empty: none
  std::string request;         ///< empty: the connection ends after the handshake
  bool once = false;           ///< one answer per connection
  bool hold = false;           ///< after the first answer: idle for ever
  bool stall = false;          ///< after the first bytes of the first answer: reads no more
  SSL_CTX* context = nullptr;  ///< when `tls`
};

/// What a load has seen.
struct Tally {
  std::uint64_t connections = 0;  ///< ready to be asked: handshake done
  std::uint64_t answers = 0;      ///< whole ones
  std::uint64_t bytes = 0;        ///< of bodies
  std::uint64_t failures = 0;
  bool ending = false;  ///< who asks once a connection asks no more: openssl ocsp never comes back
                        ///< from one that was left open
};

/// One connection after the other: connects, tunnels, shakes hands, asks, reads, asks again.
/// Non-blocking, one `advance` per epoll event.
class Flow {
 public:
  Flow(const Plan& plan, Tally& tally, int epoll) : plan_(plan), tally_(tally), epoll_(epoll) {}
  Flow(const Flow&) = delete;
  Flow& operator=(const Flow&) = delete;
  ~Flow() { close(); }

  void start();
  /// Goes on until the socket would block. Throws nothing; a failure is tallied and the flow starts
  /// again.
  void advance();
  /// Reads at most that much of what it has held back so far (`stall`).
  void sip(std::size_t most);
  bool settled() const { return stage_ == Stage::held; }

 private:
  enum class Stage { connecting, tunnelling, shaking, asking, reading, held };
  enum class Step { on, wait, fail };

  Step step();
  Step connected();
  Step send_plain(const std::string& bytes, Stage next);
  Step read_preamble();
  Step shake();
  Step ask();
  Step read();
  Step answered();
  void take(const char* data, std::size_t size);
  long receive(char* into, std::size_t size, bool& blocked);
  void close();

  const Plan& plan_;
  Tally& tally_;
  int epoll_;
  int fd_ = -1;
  SSL* ssl_ = nullptr;
  Stage stage_ = Stage::connecting;
  bool preamble_sent_ = false;
  std::string head_;  // until its empty line has come
  bool in_body_ = false;
  std::uint64_t left_ = 0;  // of the body
  std::size_t sent_ = 0;
};

}  // namespace bench
