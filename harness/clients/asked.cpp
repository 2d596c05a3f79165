#include "harness/clients/asked.hpp"

#include <boost/asio/io_context.hpp>

#include "engine/base/text.hpp"
#include "engine/wire/spawn.hpp"
#include "harness/cell/channel.hpp"
#include "harness/cell/client_runner.hpp"
#include "harness/cell/launch.hpp"

namespace tetra::clients {
namespace {

constexpr std::size_t most_printed = 65536;

cell::ClientExit run_in(cell::IsolationKind kind, const std::vector<std::string>& words,
                        std::chrono::seconds most) {
  asio::io_context io{1};
  cell::ClientRunner runner(io.get_executor(), kind);
  cell::ClientExit ended;
  const auto asking = [&]() -> Task<> {
    cell::ClientCommand command;
    command.argv = words;
    command.time_limit = most;
    command.output_limit = most_printed;
    ended = co_await runner.run(std::move(command));
    io.stop();
  };
  wire::spawn(io.get_executor(), asking());
  io.run();
  return ended;
}

}  // namespace

Answer ask(const std::vector<std::string>& words, std::chrono::seconds most) {
  // The message: the exit status or nothing, a line feed, the text.
  const auto body = [&](cell::Inside inside) {
    const cell::ClientExit ended = run_in(inside.kind, words, most);
    const std::string status =
        ended.how == cell::ClientExit::How::exited ? std::to_string(ended.status) : std::string();
    return cell::send_message(inside.channel.get(), status + "\n" + ended.out + ended.err) ? 0 : 1;
  };
  const auto asked = cell::launch(cell::IsolationKind::ports_cell, {}, body);
  if (!asked) return {};
  const auto message = cell::receive_message(asked->channel(), most + std::chrono::minutes(1));
  const auto line = message ? message->find('\n') : std::string::npos;
  if (line == std::string::npos) return {};
  Answer answer{message->substr(line + 1), std::nullopt};
  if (const auto status = text::to_integer(message->substr(0, line)))
    answer.status = static_cast<int>(*status);
  return answer;
}

}  // namespace tetra::clients
