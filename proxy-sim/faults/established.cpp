#include "proxy-sim/tunnel_fault.hpp"

namespace tetra::proxy {
namespace {

/// Words the 200 that opens a tunnel differently; the tunnel behind it works.
class Established final : public TunnelFault {
 public:
  explicit Established(fault::Params& params)
      : reason_(params.maybe_text(
            "reason", "the phrase behind 200; the health checker wants Connection established")),
        version_(static_cast<unsigned>(params.one_of<int>("version", "of HTTP in the status line",
                                                          {{"1.1", 11}, {"1.0", 10}}, "1.1"))),
        fields_(params.pairs("headers", "further fields of the head")),
        body_(params.maybe_text(
            "body",
            "bytes behind the head, ahead of the tunnel's (RFC 9110 section 9.3.6 forbids them)")) {
    if (!reason_ && version_ == 11 && fields_.empty() && !body_)
      params.complain("nothing is changed", "give `reason`, `version`, `headers` or `body`");
  }

  void on_tunnel(const TunnelContext& /*context*/, Tunnel& tunnel,
                 const wire::Acted& acted) override {
    http::Response& response = tunnel.established;
    if (reason_) response.reason = *reason_;
    response.version = version_;
    for (const auto& [name, value] : fields_) response.fields.add(name, value);
    if (body_) response.raw_head = http::head_of(response, false) + *body_;
    response.on_head.push_back(acted);
  }

 private:
  std::optional<std::string> reason_;
  unsigned version_;
  std::vector<std::pair<std::string, std::string>> fields_;
  std::optional<std::string> body_;
};

const fault::Register<Established> established_entry{
    {.layer = "tunnel",
     .name = "established",
     .services = {"proxy"},
     .summary = "The 200 that opens the tunnel reads otherwise than usual."}};

}  // namespace
}  // namespace tetra::proxy
