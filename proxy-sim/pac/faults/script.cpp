// pac.script: another script, as written.
#include "proxy-sim/pac/pac_fault.hpp"

namespace tetra::pac {
namespace {

class Script final : public Fault {
 public:
  explicit Script(fault::Params& params)
      : text_(params.text(
            "text",
            "the script; {proxy}, {socks}, {pac} and {dead} stand for host:port of this world's")) {
  }

 private:
  std::string spoiled(std::string /*script*/) const override { return filled(text_, places()); }
  std::string text_;
};

const fault::Register<Script> script_entry{{
    .layer = "pac",
    .name = "script",
    .services = {"pac"},
    .summary = "The PAC file has this text, whether that is JavaScript or not.",
}};

}  // namespace
}  // namespace tetra::pac
