#include "connector/update/file_download.hpp"

#include <fmt/format.h>

#include <cerrno>

#include "connector/local/disk_outcome.hpp"
#include "connector/local/file_ptr.hpp"
#include "connector/local/whole_file.hpp"
#include "connector/transfer/reply_head.hpp"

namespace tetra::connector {
namespace {

/// What was asked for can't be continued; asking for the whole may work.
struct Attempt {
  Outcome outcome;
  bool again = false;
};

/// A weak ETag can't vouch for bytes (RFC 9110 13.1.5).
std::string validator_of(const ReplyHead& head) {
  if (head.accept_ranges == "none") return {};
  if (head.etag.starts_with('"')) return head.etag;
  return head.etag.empty() ? head.last_modified : "";
}

class PartFile {
 public:
  explicit PartFile(const std::filesystem::path& into)
      : part_(into.string() + ".part"), id_(into.string() + ".part.id") {}

  /// How much is there that may be continued; 0 removes what may not.
  std::uint64_t resumable(std::string& validator) {
    std::error_code error;
    validator = read_file(id_, 1024);
    const auto size = std::filesystem::file_size(part_, error);
    if (!error && size > 0 && !validator.empty()) return size;
    drop();
    return 0;
  }
  void drop() const {
    std::error_code ignored;
    std::filesystem::remove(part_, ignored);
    std::filesystem::remove(id_, ignored);
  }
  Outcome open(bool append, const std::string& validator) {
    if (!append) {
      drop();
      if (!validator.empty()) {
        if (Outcome outcome = write_file(id_, validator); !outcome.ok()) return outcome;
      }
    }
    file_.reset(std::fopen(part_.c_str(), append ? "abe" : "wbe"));
    return file_ ? success() : disk_outcome(errno, part_);
  }
  Outcome add(std::string_view bytes) {
    return std::fwrite(bytes.data(), 1, bytes.size(), file_.get()) == bytes.size()
               ? success()
               : disk_outcome(errno, part_);
  }
  Outcome close() {
    if (file_ && std::fclose(file_.release()) != 0) return disk_outcome(errno, part_);
    return success();
  }
  Outcome finish(const std::filesystem::path& into) const {
    std::error_code error;
    std::filesystem::rename(part_, into, error);
    if (error) return disk_outcome(error.value(), into);
    std::filesystem::remove(id_, error);
    return success();
  }

 private:
  std::filesystem::path part_;
  std::filesystem::path id_;
  FilePtr file_;
};

/// Whether a 206 continues exactly what we have (RFC 9110 15.3.7).
bool continues(const ReplyHead& head, std::uint64_t have, const std::string& validator) {
  const auto range = parse_content_range(head.content_range);
  if (!range || range->first != have || (range->total && range->last + 1 != *range->total))
    return false;
  if (head.length && *head.length != range->last - range->first + 1) return false;
  return !validator.starts_with('"') || head.etag.empty() || head.etag == validator;
}

Attempt one(Transfer& transfer, const std::string& path, const std::filesystem::path& into,
            std::uint64_t most, Trace& trace) {
  PartFile part(into);
  std::string validator;
  const std::uint64_t have = part.resumable(validator);
  Ask ask;
  ask.path = path;
  ask.most = most;
  if (have > 0) {
    ask.headers = {{"Range", fmt::format("bytes={}-", have)}, {"If-Range", validator}};
    trace.step(Step::resume, {{"path", path}, {"bytes", std::to_string(have)}});
  }
  Attempt attempt;
  ReplyHead head;
  const auto begin = [&](const ReplyHead& seen) {
    if (seen.status == 206 && (have == 0 || !continues(seen, have, validator))) {
      attempt.again = have > 0;
      return failed(Cause::http_range_wrong,
                    fmt::format("{}: 206 with `{}` after {} bytes", path, seen.content_range, have),
                    206);
    }
    if (seen.status != 200 && seen.status != 206) return success();
    if (seen.status == 200 && have > 0) trace.step(Step::restart, {{"path", path}});
    return part.open(seen.status == 206, validator_of(seen));
  };
  attempt.outcome =
      transfer.ask(ask, head, Sink{begin, [&](std::string_view bytes) { return part.add(bytes); }});
  const Outcome closed = part.close();
  if (attempt.outcome.ok() && head.status == 416) attempt.again = have > 0;
  if (attempt.outcome.ok() && head.status != 200 && head.status != 206) {
    attempt.outcome =
        failed(Cause::http_status, fmt::format("{} was answered with status {}", path, head.status),
               head.status);
  }
  if (attempt.outcome.ok()) attempt.outcome = closed.ok() ? part.finish(into) : closed;
  if (attempt.again) part.drop();
  return attempt;
}

}  // namespace

Outcome download(Transfer& transfer, const std::string& path, const std::filesystem::path& into,
                 std::uint64_t most, Trace& trace) {
  Attempt attempt = one(transfer, path, into, most, trace);
  if (!attempt.again) return attempt.outcome;
  trace.step(Step::restart, {{"path", path}});
  return one(transfer, path, into, most, trace).outcome;
}

}  // namespace tetra::connector
