#include "proxy-sim/filter_rule.hpp"

#include "engine/base/text.hpp"

namespace tetra::proxy {

FilterRule::FilterRule(fault::Params& params)
    : path_(params.maybe_text("path",
                              "a pattern; one without a slash is for the last segment: *.gzip")),
      host_(params.maybe_text("host", "a pattern for the host, of CONNECT as well")),
      type_(params.maybe_text(
          "type", "a pattern for the answer's Content-Type, parameters left out: application/*")) {}

bool FilterRule::blocks(const http::Request& request) const {
  return !type_ && is_meant(request);
}

bool FilterRule::blocks(const http::Request& request, const http::Response& response) const {
  const auto type = response.fields.find("Content-Type");
  if (!type_ || !type || !is_meant(request)) return false;
  return text::glob(*type_, text::lower(text::trim(type->substr(0, type->find(';')))));
}

bool FilterRule::is_meant(const http::Request& request) const {
  if (host_ && !text::glob(*host_, request.host)) return false;
  if (!path_) return true;
  const bool last_only = path_->find('/') == std::string::npos;
  const std::string_view path = request.path;
  return !path.empty() && text::glob(*path_, last_only ? path.substr(path.rfind('/') + 1) : path);
}

}  // namespace tetra::proxy
