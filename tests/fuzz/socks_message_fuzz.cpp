// Whatever bytes a SOCKS client sends: each reader gives a message within its bounds, asks for
// more, or refuses.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "proxy-sim/socks/message.hpp"

namespace {

using namespace tetra::socks;

void require(bool holds) {
  if (!holds) std::abort();
}

template <class Message>
void check(Read<Message> (*read)(std::string_view), std::string_view bytes, std::size_t most) {
  const Read<Message> whole = read(bytes);
  require(whole.reading != Reading::complete ||
          (whole.used > 0 && whole.used <= bytes.size() && whole.used <= most));
  require(whole.reading != Reading::incomplete || bytes.size() < most);
  // What was refused stays refused, whatever comes behind.
  if (whole.reading == Reading::malformed)
    require(read(std::string(bytes) + "x").reading == Reading::malformed);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data),
                               std::min<std::size_t>(size, 1024));
  check(read_greeting, bytes, 257);
  check(read_login, bytes, 513);
  check(read_request4, bytes, 520);
  const Read<Request> request = read_request5(bytes);
  if (request.message.known_address) check(read_request5, bytes, 262);
  (void)is_plausible_host(request.message.host);
  return 0;
}
