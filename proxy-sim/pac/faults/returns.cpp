// pac.returns: FindProxyForURL returns this text for every URL.
#include "proxy-sim/pac/pac_fault.hpp"

namespace tetra::pac {
namespace {

class Returns final : public Fault {
 public:
  explicit Returns(fault::Params& params)
      : list_(params.text("list",
                          "what it returns; {proxy}, {socks}, {pac} and {dead} stand for host:port "
                          "of this world's")) {}

 private:
  std::string spoiled(std::string /*script*/) const override {
    return script_that_returns(filled(list_, places()));
  }
  std::string list_;
};

const fault::Register<Returns> returns_entry{{
    .layer = "pac",
    .name = "returns",
    .services = {"pac"},
    .summary = "The PAC file is sound, and its FindProxyForURL returns this text for everything: a "
               "dead proxy, nothing, words nobody knows.",
}};

}  // namespace
}  // namespace tetra::pac
