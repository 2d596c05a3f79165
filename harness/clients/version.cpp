#include <re2/re2.h>

#include <boost/asio/io_context.hpp>
#include <chrono>

#include "engine/wire/spawn.hpp"
#include "harness/cell/channel.hpp"
#include "harness/cell/client_runner.hpp"
#include "harness/cell/launch.hpp"
#include "harness/clients/client.hpp"

namespace tetra::clients {
namespace {

using namespace std::chrono_literals;
constexpr std::size_t most_bytes = 65536;

// In a cell, so that nothing the command starts is left, whatever it ignores and whoever ends the lab meanwhile.
std::string output_of(const std::vector<std::string>& words) {
  const auto body = [&](cell::Inside inside) {
    asio::io_context io{1};
    cell::ClientRunner runner(io.get_executor(), inside.kind);
    std::string text;
    const auto ask = [&]() -> Task<> {
      cell::ClientCommand command;
      command.argv = words;
      command.time_limit = 5s;
      command.output_limit = most_bytes;
      const cell::ClientExit ended = co_await runner.run(std::move(command));
      text = ended.out + ended.err;
      io.stop();
    };
    wire::spawn(io.get_executor(), ask());
    io.run();
    return cell::send_message(inside.channel.get(), text) ? 0 : 1;
  };
  const auto asked = cell::launch(cell::IsolationKind::ports_cell, {}, body);
  if (!asked) return {};
  return cell::receive_message(asked->channel(), 60s).value_or("");
}

}  // namespace

std::string read_version(const Client& client, const std::map<std::string, std::string>& placeholders) {
  std::vector<std::string> words;
  for (const std::string& word : client.version_command) words.push_back(fill(word, placeholders));
  std::string version;
  if (!words.empty()) RE2::PartialMatch(output_of(words), client.version_pattern, &version);
  return version;
}

}  // namespace tetra::clients
