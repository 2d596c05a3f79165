// http.keep-alive: what is said of the connection's future is not what is done.
#include "engine/http/exchange.hpp"

namespace tetra::http {
namespace {

class KeepAlive final : public Fault {
 public:
  explicit KeepAlive(fault::Params& params)
      : say_(params.one_of<Say>(
            "say", "what the Connection field says",
            {{"close", Say::close}, {"keep-alive", Say::keep}, {"nothing", Say::nothing}},
            "close")),
        do_(params.one_of<Do>("do", "what happens behind the answer",
                              {{"close", Do::close},
                               {"reset", Do::reset},
                               {"serve-on", Do::serve_on},
                               {"stay-open", Do::stay_open}},
                              "serve-on")) {}

  void on_response(const Exchange& /*exchange*/, Response& response,
                   const wire::Acted& acted) override {
    response.keep_alive = do_ == Do::serve_on;
    response.stays_open = response.keep_alive;
    if (do_ == Do::reset) response.ending = wire::Ending::reset_after_delivery;
    if (do_ == Do::stay_open) response.ending = wire::Ending::silent;
    if (say_ == Say::nothing) response.fields.erase("Connection");
    if (say_ == Say::nothing) response.head_edits.emplace_back(drop_connection);
    if (say_ != Say::nothing)
      response.fields.set("Connection", say_ == Say::close ? "close" : "keep-alive");
    response.on_sent.push_back(acted);
  }

 private:
  enum class Say { close, keep, nothing };
  enum class Do { close, reset, serve_on, stay_open };
  // The writer adds the field when the connection is to end.
  static void drop_connection(std::string& head) {
    constexpr std::string_view field = "Connection: close\r\n";
    if (const auto at = head.find(field); at != std::string::npos) head.erase(at, field.size());
  }

  Say say_;
  Do do_;
};

const fault::Register<KeepAlive> keep_alive_entry{{
    .layer = "http",
    .name = "keep-alive",
    .services = every_http_service,
    .summary = "Says one thing of the connection and does another: announces the end and serves "
               "on, or promises more and closes.",
}};

}  // namespace
}  // namespace tetra::http
