#pragma once
#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace tetra::test {

/// What tshark says of one TCP segment.
struct Segment {
  std::uint16_t from = 0, to = 0;
  bool fin = false, reset = false;
  bool alert = false;       ///< holds a TLS record of type 21
  std::size_t payload = 0;  ///< bytes of TCP data
};

/// Segments on loopback from or to one port, as tshark sees them. Needs tshark and the right to
/// capture.
class Sniffer {
 public:
  /// Returns once the capture is known to run: a connection to `port`, where somebody must listen,
  /// was seen.
  explicit Sniffer(std::uint16_t port);
  ~Sniffer();
  Sniffer(const Sniffer&) = delete;
  Sniffer& operator=(const Sniffer&) = delete;

  /// Why there is nothing to see; empty when the capture runs.
  const std::string& trouble() const { return trouble_; }
  /// The segments from the server to that client's port, up to and with the first for which `last`
  /// holds; fewer when it never came.
  std::vector<Segment> to_client(std::uint16_t client,
                                 const std::function<bool(const Segment&)>& last);

 private:
  std::optional<Segment> next(int wait_ms);
  std::uint16_t port_;
  int output_ = -1;  // before child_, whose start sets it
  pid_t child_ = -1;
  std::string buffer_, trouble_;
};

}  // namespace tetra::test
