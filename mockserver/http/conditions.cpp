#include "mockserver/http/conditions.hpp"

#include "engine/base/text.hpp"

namespace tetra::http {
namespace {

bool is_weak(std::string_view tag) {
  return tag.starts_with("W/");
}
std::string_view without_weak(std::string_view tag) {
  return is_weak(tag) ? tag.substr(2) : tag;
}

enum class Comparison { strong, weak };

// RFC 9110 section 8.8.3.2.
bool same_tag(std::string_view a, std::string_view b, Comparison how) {
  if (how == Comparison::strong && (is_weak(a) || is_weak(b))) return false;
  return without_weak(a) == without_weak(b);
}

// The next entity tag of a list; quoted, so a comma within one separates nothing. Empty at the end
// or where there is no tag.
std::string_view take_tag(std::string_view& list) {
  const auto first = list.find_first_not_of(" \t,");
  if (first == std::string_view::npos) return list = {};
  list.remove_prefix(first);
  const auto open = is_weak(list) ? std::size_t{2} : std::size_t{0};
  const auto close =
      list.size() > open && list[open] == '"' ? list.find('"', open + 1) : std::string_view::npos;
  if (close == std::string_view::npos) return list = {};
  const std::string_view tag = list.substr(0, close + 1);
  list.remove_prefix(tag.size());
  return tag;
}

bool list_holds(std::string_view list, std::string_view etag, Comparison how) {
  if (text::trim(list) == "*") return true;
  if (etag.empty()) return false;
  for (std::string_view tag = take_tag(list); !tag.empty(); tag = take_tag(list)) {
    if (same_tag(tag, etag, how)) return true;
  }
  return false;
}

// The resource's date as HTTP can say it: whole seconds. nullopt: the field is absent or no date,
// and so is ignored.
std::optional<bool> modified_after(const Request& request, std::string_view field,
                                   const Resource& resource) {
  const auto written = request.fields.find(field);
  const auto date = written ? parse_http_date(*written) : std::nullopt;
  if (!date) return std::nullopt;
  return std::chrono::floor<std::chrono::seconds>(resource.last_modified) > *date;
}

}  // namespace

Condition check_conditions(const Request& request, const Resource& resource) {
  if (const auto tags = request.fields.find("If-Match")) {
    if (!list_holds(*tags, resource.etag, Comparison::strong)) return Condition::failed;
  } else if (modified_after(request, "If-Unmodified-Since", resource).value_or(false)) {
    return Condition::failed;
  }
  if (const auto tags = request.fields.find("If-None-Match")) {
    return list_holds(*tags, resource.etag, Comparison::weak) ? Condition::not_modified
                                                              : Condition::proceed;
  }
  return modified_after(request, "If-Modified-Since", resource).value_or(true)
             ? Condition::proceed
             : Condition::not_modified;
}

bool range_still_holds(const Request& request, const Resource& resource) {
  const auto condition = request.fields.find("If-Range");
  if (!condition) return true;
  if (condition->ends_with('"'))
    return !resource.etag.empty() && same_tag(*condition, resource.etag, Comparison::strong);
  return parse_http_date(*condition) ==
         std::chrono::floor<std::chrono::seconds>(resource.last_modified);
}

}  // namespace tetra::http
