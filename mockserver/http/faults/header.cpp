// http.header: header fields are set, added or left out.
#include "engine/base/text.hpp"
#include "engine/http/exchange.hpp"

namespace tetra::http {
namespace {

class Header final : public Fault {
 public:
  explicit Header(fault::Params& params)
      : set_(params.pairs("set", "fields with their new values")),
        add_(params.pairs("add", "fields added even if they are there already")),
        remove_(params.texts_or_none("remove", "names of fields that are left out")) {}

  void on_response(const Exchange& /*exchange*/, Response& response,
                   const wire::Acted& acted) override {
    const std::string healthy = head_of(response, response.body != nullptr);
    for (const auto& [name, value] : set_) {
      response.fields.set(name, value);
      if (is_length(name)) response.content_length = value;
    }
    for (const auto& [name, value] : add_) {
      if (is_length(name) && !response.fields.find(name))
        response.fields.add(name, "");  // the true one keeps its place before
      response.fields.add(name, value);
    }
    for (const std::string& name : remove_) {
      response.fields.erase(name);
      if (is_length(name)) response.hide_length = true;
    }
    if (head_of(response, response.body != nullptr) != healthy) response.on_head.push_back(acted);
  }

 private:
  static bool is_length(std::string_view name) {
    return text::equals_ignoring_case(name, "Content-Length");
  }

  std::vector<std::pair<std::string, std::string>> set_, add_;
  std::vector<std::string> remove_;
};

const fault::Register<Header> header_entry{{
    .layer = "http",
    .name = "header",
    .services = every_http_service,
    .summary = "Sets, adds or leaves out header fields of the answer.",
}};

}  // namespace
}  // namespace tetra::http
