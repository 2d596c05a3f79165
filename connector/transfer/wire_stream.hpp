#pragma once
#include <httplib.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <string>
#include <string_view>

#include "connector/net/channel.hpp"

namespace tetra::connector {

inline constexpr std::size_t most_head_bytes = 64 * 1024;
inline constexpr std::size_t most_status_line =
    2048;  // cpp-httplib matches it with std::regex, which recurses

/// What cpp-httplib reads and writes: a channel, with a bound on the head and on what frames a
/// body, and a copy of the head's bytes.
class WireStream final : public httplib::Stream {
 public:
  explicit WireStream(Channel& channel) : channel_(channel) {}

  void begin_reply() {
    head_.clear();
    in_head_ = true;
    too_large_ = false;
    received_ = since_content_ = 0;
    tail_.fill('\0');
  }
  void begin_body() { in_head_ = false; }
  void took_content() { since_content_ = 0; }
  void forget_buffer() { begin_ = end_ = 0; }

  const std::string& head() const { return head_; }
  bool in_head() const { return in_head_; }
  bool too_large() const { return too_large_; }
  bool has_leftover() const { return begin_ < end_; }
  std::uint64_t received() const { return received_; }
  /// How a chunked body ends; cpp-httplib 0.11.4 takes a chunk without its CRLF as the end of the
  /// body.
  bool ends_with_blank_line() const { return std::string_view(tail_.data(), 4) == "\r\n\r\n"; }

  bool is_readable() const override { return true; }
  bool is_writable() const override { return true; }
  ssize_t read(char* into, std::size_t n) override {
    if (in_head_ ? is_head_too_large() : since_content_ >= most_head_bytes) {
      too_large_ = true;
      return -1;
    }
    if (begin_ == end_) {
      const auto got = channel_.read(buffer_.data(), buffer_.size());
      if (got <= 0) return got;
      begin_ = 0;
      end_ = static_cast<std::size_t>(got);
    }
    const std::size_t count = std::min(n, end_ - begin_);
    std::memcpy(into, buffer_.data() + begin_, count);
    begin_ += count;
    received_ += count;
    since_content_ += count;
    if (in_head_) head_.append(into, count);
    remember(into, count);
    return static_cast<ssize_t>(count);
  }
  ssize_t write(const char* from, std::size_t n) override {
    return channel_.write(from, n) ? static_cast<ssize_t>(n) : -1;
  }
  void get_remote_ip_and_port(std::string& ip, int& port) const override { ip.clear(), port = 0; }
  void get_local_ip_and_port(std::string& ip, int& port) const override { ip.clear(), port = 0; }
  socket_t socket() const override { return channel_.fd(); }

 private:
  bool is_head_too_large() const {
    return head_.size() >= most_head_bytes ||
           (head_.size() >= most_status_line && head_.find('\n') == std::string::npos);
  }
  void remember(const char* bytes, std::size_t n) {
    const std::size_t count = std::min(n, tail_.size());
    std::memmove(tail_.data(), tail_.data() + count, tail_.size() - count);
    std::memcpy(tail_.data() + tail_.size() - count, bytes + n - count, count);
  }

  Channel& channel_;
  std::array<char, 64 * 1024> buffer_{};
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::string head_;
  bool in_head_ = true;
  bool too_large_ = false;
  std::uint64_t received_ = 0;
  std::uint64_t since_content_ = 0;  // cpp-httplib 0.11.4 reads a chunk's size line of any length
  std::array<char, 4> tail_{};
};

}  // namespace tetra::connector
