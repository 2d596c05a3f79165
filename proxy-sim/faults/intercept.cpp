// tunnel.intercept: the proxy opens TLS, with certificates of its own authority.
#include "proxy-sim/tunnel_fault.hpp"

namespace tetra::proxy {
namespace {

int version_of(fault::Params& params, std::string_view name, std::string_view meaning) {
  return params.one_of<int>(
      name, meaning,
      {{"any", 0}, {"1.0", 0x0301}, {"1.1", 0x0302}, {"1.2", 0x0303}, {"1.3", 0x0304}}, "any");
}

/// Plays the TLS server inside the tunnel. What passes is HTTP to the proxy from then on: its
/// faults meet requests inside the tunnel.
class Intercept final : public TunnelFault, public Inspects {
 public:
  explicit Intercept(fault::Params& params)
      : trusted_(params.one_of<bool>("ca", "whether the endpoint trusts the proxy's authority",
                                     {{"trusted", true}, {"untrusted", false}}, "trusted")) {
    const std::string profile = params.word("leaf", "what is wrong with the certificate",
                                            certs::leaf_profile_names(), "good");
    if (auto spec = certs::leaf_profile(profile)) inspection_.leaf = std::move(*spec);
    inspection_.pointers =
        params.one_of<Inspection::Pointers>("pointers",
                                            "to revocation information: none, own (a CRL on the "
                                            "proxy), dead (on a host that does not exist)",
                                            {{"none", Inspection::Pointers::none},
                                             {"own", Inspection::Pointers::own},
                                             {"dead", Inspection::Pointers::dead}},
                                            "none");
    inspection_.min_version =
        version_of(params, "min-version", "the oldest TLS that it speaks to the client");
    inspection_.max_version = version_of(params, "max-version", "the newest");
  }

  bool is_trusted() const override { return trusted_; }

  void on_tunnel(const TunnelContext& /*context*/, Tunnel& tunnel,
                 const wire::Acted& acted) override {
    tunnel.inspection = inspection_;
    tunnel.inspection->acted = acted;
  }

 private:
  bool trusted_;
  Inspection inspection_;
};

const fault::Register<Intercept> intercept_entry{
    {.layer = "tunnel",
     .name = "intercept",
     .services = {"proxy"},
     .summary =
         "The proxy intercepts TLS: it shows a certificate of its own and reads the requests."}};

}  // namespace
}  // namespace tetra::proxy
