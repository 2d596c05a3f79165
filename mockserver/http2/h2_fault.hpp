#pragma once
#include <optional>
#include <string>

#include "engine/http/exchange.hpp"

namespace tetra::h2 {

/// What becomes of one answer, and of the connection with it. The zero value answers honestly.
struct Reply {
  /// The stream ends with RST_STREAM of this error code (RFC 9113 section 7).
  struct Reset {
    std::uint32_t code = 0;
    std::optional<Position> at;  ///< behind so many body bytes; nullopt: in place of the answer
  };
  /// GOAWAY of this error code (RFC 9113 section 6.8), then the ending if there is one.
  struct GoAway {
    std::uint32_t code = 0;
    bool answers_first =
        false;  ///< this stream is answered; else the frame says that it never will be
    std::optional<wire::Ending> end;
    std::string debug;  ///< Additional Debug Data
  };
  /// Bytes in place of the answer's frames, then the connection's end.
  struct Raw {
    std::string bytes;
    bool settings_first = false;  ///< behind the SETTINGS that are due; else these are the first
                                  ///< bytes that the peer gets
    wire::Ending end = wire::Ending::clean;
  };

  std::optional<Reset> reset;
  std::optional<GoAway> go_away;
  std::optional<Position> stall;  ///< no DATA beyond this body byte; the connection lives on
  std::optional<Raw> raw;
  wire::Acted acted;  ///< told when the peer gets the deviation
};

/// What spoils an answer over HTTP/2.
class Fault : public fault::Fault {
 public:
  virtual void on_reply(Reply& reply, const wire::Acted& acted) = 0;
};

/// The services that can speak HTTP/2.
inline const std::vector<std::string_view> every_h2_service{"update"};

/// The error codes of RFC 9113 section 7.
inline constexpr fault::Symbol error_codes[] = {{"no_error", 0},
                                                {"protocol_error", 1},
                                                {"internal_error", 2},
                                                {"flow_control_error", 3},
                                                {"settings_timeout", 4},
                                                {"stream_closed", 5},
                                                {"frame_size_error", 6},
                                                {"refused_stream", 7},
                                                {"cancel", 8},
                                                {"compression_error", 9},
                                                {"connect_error", 10},
                                                {"enhance_your_calm", 11},
                                                {"inadequate_security", 12},
                                                {"http_1_1_required", 13}};

}  // namespace tetra::h2
