// proxy.stale-cache: the proxy answers from its cache, and what lies there is old.
#include "engine/base/text.hpp"
#include "proxy-sim/proxy_fault.hpp"

namespace tetra::proxy {
namespace {

/// Serves a text as it was some releases ago: every whole number of five digits and more in it,
/// which is what releases are counted in, is so much smaller, and Age says how long it has been
/// kept (RFC 9111 section 5.1).
class StaleCache final : public http::Fault {
 public:
  explicit StaleCache(fault::Params& params)
      : age_(params.duration("age", "how long the answer has been kept", "1d")),
        releases_(params.maybe_integer(
            "releases", "by how many releases it is old; four a day of `age` when not given", 1,
            10'000)),
        path_(params.text("path", "a pattern for what is answered from the cache",
                          "/av*/versions.id")) {}

  void on_response(const http::Exchange& exchange, http::Response& response,
                   const wire::Acted& acted) override {
    if (response.status != 200 || !text::glob(path_, exchange.request.path)) return;
    constexpr Duration a_release = std::chrono::hours(6);
    const std::int64_t back = releases_.value_or(age_ / a_release);
    rewrite_body(response, [back](std::string text) { return counted_down(text, back); });
    response.fields.erase("ETag");
    response.fields.set(
        "Age", std::to_string(std::chrono::duration_cast<std::chrono::seconds>(age_).count()));
    response.on_head.push_back(acted);
  }

 private:
  static std::string counted_down(std::string_view text, std::int64_t back) {
    std::string out;
    while (!text.empty()) {
      const auto digits = std::min(text.find_first_not_of("0123456789"), text.size());
      const auto number =
          digits >= 5 && digits <= 9 ? text::to_integer(text.substr(0, digits)) : std::nullopt;
      out += number ? std::to_string(std::max<std::int64_t>(*number - back, 1))
                    : std::string(text.substr(0, std::max<std::size_t>(digits, 1)));
      text.remove_prefix(std::max<std::size_t>(digits, 1));
    }
    return out;
  }

  Duration age_;
  std::optional<std::int64_t> releases_;
  std::string path_;
};

const fault::Register<StaleCache> stale_cache_entry{
    {.layer = "proxy",
     .name = "stale-cache",
     .services = {"proxy"},
     .summary =
         "The proxy serves an old versions.id from its cache although the origin has a new one."}};

}  // namespace
}  // namespace tetra::proxy
