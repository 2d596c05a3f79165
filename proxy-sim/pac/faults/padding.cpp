// pac.padding: the script is sound and far too large.
#include "proxy-sim/pac/pac_fault.hpp"

namespace tetra::pac {
namespace {

constexpr std::uint64_t most_bytes = std::uint64_t{64} << 20;

class Padding final : public Fault {
 public:
  explicit Padding(fault::Params& params)
      : to_(params.size("to", "how large the file is then; 64MiB at most")) {
    if (to_.bytes > most_bytes) params.complain("a file of more than 64 MiB", "64MiB is the most");
  }

 private:
  // Comment lines, so that the script stays what it was.
  std::string spoiled(std::string script) const override {
    const std::string line = "// " + std::string(96, '.') + "\n";
    std::string whole;
    while (whole.size() + line.size() + script.size() <= to_.bytes) whole += line;
    return whole + script;
  }
  ByteSize to_;
};

const fault::Register<Padding> padding_entry{{
    .layer = "pac",
    .name = "padding",
    .services = {"pac"},
    .summary = "The PAC file is as large as told: comments stand before the script.",
}};

}  // namespace
}  // namespace tetra::pac
