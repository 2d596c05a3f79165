#include "connector/update/gunzip.hpp"

#include <fmt/format.h>
#include <zlib.h>

#include <cerrno>
#include <cstdio>
#include <vector>

#include "connector/local/disk_outcome.hpp"
#include "connector/local/file_ptr.hpp"
#include "connector/update/md5.hpp"

namespace tetra::connector {
namespace {

constexpr std::size_t block = 64 * 1024;

/// zlib's stream, ended whatever happens.
struct Inflate {
  Inflate() {
    ready = inflateInit2(&stream, 15 + 16) == Z_OK;
  }  // 16: a gzip header and nothing else
  ~Inflate() {
    if (ready) inflateEnd(&stream);
  }
  Inflate(const Inflate&) = delete;
  Inflate& operator=(const Inflate&) = delete;
  z_stream stream{};
  bool ready = false;
};

class Unpacking {
 public:
  Unpacking(std::FILE* in, std::FILE* out, std::uint64_t most, const std::filesystem::path& to)
      : in_(in), out_(out), most_(most), to_(to) {}

  Unpacked run() {
    Unpacked unpacked;
    if (!inflate_.ready) return {failed(Cause::own_io, "zlib does not start"), {}, 0};
    unpacked.outcome = all();
    unpacked.bytes = written_;
    unpacked.md5 = md5_.hex();
    return unpacked;
  }

 private:
  Outcome bad(std::string what) const {
    return failed(Cause::gzip_bad, fmt::format("{}: {}", to_.filename().string(), what));
  }

  Outcome all() {
    std::vector<unsigned char> input(block);
    bool inside = true;  // a member that has not ended; an empty file is one that never began
    for (;;) {
      const std::size_t n = std::fread(input.data(), 1, input.size(), in_);
      if (n == 0) return inside ? bad("the gzip data ends too early") : success();
      inflate_.stream.next_in = input.data();
      inflate_.stream.avail_in = static_cast<uInt>(n);
      while (inflate_.stream.avail_in > 0) {
        if (!inside) inflateReset(&inflate_.stream);
        inside = true;
        const int result = one_block();
        if (!stopped_.ok()) return stopped_;
        if (result == Z_STREAM_END) {
          inside = false;
        } else if (result != Z_OK && result != Z_BUF_ERROR) {
          return bad(inflate_.stream.msg == nullptr ? "not gzip" : inflate_.stream.msg);
        }
      }
    }
  }

  /// Everything that comes out of what is in, as far as it goes.
  int one_block() {
    int result = Z_OK;
    do {
      inflate_.stream.next_out = output_.data();
      inflate_.stream.avail_out = static_cast<uInt>(output_.size());
      result = inflate(&inflate_.stream, Z_NO_FLUSH);
      const std::size_t n = output_.size() - inflate_.stream.avail_out;
      if (written_ + n > most_) {
        stopped_ = failed(Cause::gzip_too_large, fmt::format("{} unpacks to more than {} bytes",
                                                             to_.filename().string(), most_));
        return Z_MEM_ERROR;
      }
      if (std::fwrite(output_.data(), 1, n, out_) != n) {
        stopped_ = disk_outcome(errno, to_);
        return Z_MEM_ERROR;
      }
      md5_.add(output_.data(), n);
      written_ += n;
    } while (result == Z_OK && inflate_.stream.avail_out == 0);
    return result;
  }

  std::FILE* in_;
  std::FILE* out_;
  std::uint64_t most_;
  const std::filesystem::path& to_;
  Inflate inflate_;
  Md5 md5_;
  std::vector<unsigned char> output_ = std::vector<unsigned char>(block);
  std::uint64_t written_ = 0;
  Outcome stopped_;
};

}  // namespace

Unpacked gunzip(const std::filesystem::path& from, const std::filesystem::path& to,
                std::uint64_t most) {
  const FilePtr in(std::fopen(from.c_str(), "rbe"));
  if (!in) return {disk_outcome(errno, from), {}, 0};
  FilePtr out(std::fopen(to.c_str(), "wbe"));
  if (!out) return {disk_outcome(errno, to), {}, 0};
  Unpacked unpacked = Unpacking(in.get(), out.get(), most, to).run();
  if (std::fclose(out.release()) != 0 && unpacked.outcome.ok())
    unpacked.outcome = disk_outcome(errno, to);
  std::error_code ignored;
  if (!unpacked.outcome.ok()) std::filesystem::remove(to, ignored);
  return unpacked;
}

}  // namespace tetra::connector
