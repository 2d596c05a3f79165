#include "tests/support/sniffer.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>

#include "engine/base/text.hpp"
#include "tests/support/raw_client.hpp"

namespace tetra::test {
namespace {

using Clock = std::chrono::steady_clock;

std::vector<std::string> command(std::uint16_t port) {
  const std::string number = std::to_string(port);
  return {"tshark",
          "-n",
          "-l",
          "-i",
          "lo",
          "-B",
          "32",
          "-f",
          "tcp port " + number,
          "-d",
          "tcp.port==" + number + ",tls",
          "-T",
          "fields",
          "-E",
          "separator=;",
          "-e",
          "tcp.srcport",
          "-e",
          "tcp.dstport",
          "-e",
          "tcp.flags.fin",
          "-e",
          "tcp.flags.reset",
          "-e",
          "tcp.len",
          "-e",
          "tls.record.content_type"};
}

// tshark in its own process, its lines in a pipe.
pid_t start(std::vector<std::string> words, int& output) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return -1;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  pid_t child = -1;
  if (::posix_spawnp(&child, words.front().c_str(), &actions, nullptr, arguments.data(), environ) !=
      0)
    child = -1;
  posix_spawn_file_actions_destroy(&actions);
  ::close(ends[1]);
  output = ends[0];
  return child;
}

Segment read_line(const std::string& line) {
  const std::vector<std::string> words = text::split(line, ';');
  const auto number = [&](std::size_t i) {
    return i < words.size() ? text::to_integer(words[i]).value_or(0) : 0;
  };
  const auto truth = [&](std::size_t i) {
    return i < words.size() && (words[i] == "1" || words[i] == "True");
  };
  Segment segment;
  segment.from = static_cast<std::uint16_t>(number(0));
  segment.to = static_cast<std::uint16_t>(number(1));
  segment.fin = truth(2);
  segment.reset = truth(3);
  segment.payload = static_cast<std::size_t>(number(4));
  if (words.size() > 5) {
    for (const std::string& type : text::split(words[5], ','))
      segment.alert = segment.alert || type == "21";
  }
  return segment;
}

}  // namespace

Sniffer::Sniffer(std::uint16_t port) : port_(port), child_(start(command(port), output_)) {
  if (child_ < 0) trouble_ = "tshark is not installed";
  // tshark says too early that it captures: knock until it has seen one.
  const auto deadline = Clock::now() + patience;
  for (std::optional<Segment> seen; !seen && trouble_.empty();) {
    const RawClient probe(port);
    seen = next(100);
    if (Clock::now() > deadline) trouble_ = "tshark saw nothing on loopback";
  }
}

Sniffer::~Sniffer() {
  if (child_ > 0) {
    ::kill(child_, SIGTERM);
    ::waitpid(child_, nullptr, 0);
  }
  if (output_ >= 0) ::close(output_);
}

std::optional<Segment> Sniffer::next(int wait_ms) {
  for (;;) {
    const auto end = buffer_.find('\n');
    if (end != std::string::npos) {
      const Segment segment = read_line(buffer_.substr(0, end));
      buffer_.erase(0, end + 1);
      return segment;
    }
    pollfd one{output_, POLLIN, 0};
    if (::poll(&one, 1, wait_ms) <= 0) return std::nullopt;
    std::array<char, 4096> chunk;
    const ssize_t n = ::read(output_, chunk.data(), chunk.size());
    if (n <= 0) {
      trouble_ = "tshark may not capture here";
      return std::nullopt;
    }
    buffer_.append(chunk.data(), static_cast<std::size_t>(n));
  }
}

std::vector<Segment> Sniffer::to_client(std::uint16_t client,
                                        const std::function<bool(const Segment&)>& last) {
  std::vector<Segment> all;
  const auto deadline = Clock::now() + patience;
  while (Clock::now() < deadline) {
    const std::optional<Segment> segment = next(1000);
    if (!segment) {
      if (!trouble_.empty()) break;
      continue;
    }
    if (segment->from != port_ || segment->to != client) continue;
    all.push_back(*segment);
    if (last(*segment)) break;
  }
  return all;
}

}  // namespace tetra::test
