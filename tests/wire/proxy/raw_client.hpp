#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace tetra::test {

/// A client on a blocking kernel socket, with nothing between the test and what the kernel was
/// given. Every wait ends after 10 s.
class RawClient {
 public:
  enum class Seen { fin, reset, nothing };
  struct Rest {
    std::string bytes;
    Seen ending = Seen::nothing;
  };

  explicit RawClient(std::uint16_t port);
  ~RawClient();
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  /// False when the peer has reset.
  bool send(std::string_view bytes);
  void finish_sending();
  void reset();
  /// A head up to its empty line, byte by byte, so that nothing behind it is taken; what came when
  /// there is none.
  std::string read_head();
  /// At most that many bytes.
  std::string read(std::size_t n);
  /// All that comes, until the peer ends or the wait does.
  Rest read_to_end();
  /// Whether the peer sends nothing for that long, and stays.
  bool is_silent_for(int milliseconds);

 private:
  int fd_;
  bool reset_seen_ = false;  // the kernel tells only once
};

}  // namespace tetra::test
