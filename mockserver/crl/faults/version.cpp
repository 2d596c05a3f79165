// crl.version: the list says another version; version 1 has no extensions (RFC 5280
// section 5.1.2.1).
#include "mockserver/crl/crl_fault.hpp"

namespace tetra::crl {
namespace {

class Version final : public Fault {
 public:
  explicit Version(fault::Params& params)
      : version_(static_cast<unsigned>(params.integer(
            "is", "the version; 2 is healthy, beyond that none is defined", 1, 128, 1))) {}

  void on_list(List& list) override { list.spec.version = version_; }

 private:
  unsigned version_;
};

const fault::Register<Version> version_entry{{
    .layer = "crl",
    .name = "version",
    .services = crl_service,
    .summary = "Serves a list of version 1, or of one that does not exist.",
}};

}  // namespace
}  // namespace tetra::crl
