// pac.broken: a script that can't be run to its end.
#include "proxy-sim/pac/pac_fault.hpp"

namespace tetra::pac {
namespace {

class Broken final : public Fault {
 public:
  explicit Broken(fault::Params& params)
      : script_(params.one_of<std::string_view>(
            "how", "what is wrong with it",
            {{"syntax", "function FindProxyForURL(url, host) {\n  return \"PROXY\n"},
             {"throws",
              "function FindProxyForURL(url, host) {\n  throw new Error(\"the script gives "
              "up\");\n}\n"},
             {"no-function", "function FindProxy(url, host) {\n  return \"DIRECT\";\n}\n"},
             {"unknown-function",
              "function FindProxyForURL(url, host) {\n  return proxyOfTheDay(host);\n}\n"},
             {"endless", "function FindProxyForURL(url, host) {\n  while (true) {}\n}\n"},
             {"endless-recursion",
              "function FindProxyForURL(url, host) {\n  return FindProxyForURL(url, host) + "
              "\"\";\n}\n"},
             {"devours-memory",
              "function FindProxyForURL(url, host) {\n  var all = [];\n  for (;;) all.push(new "
              "Array(65536).join(\"x\") + all.length);\n}\n"},
             {"no-text", "function FindProxyForURL(url, host) {\n  return 42;\n}\n"}},
            "syntax")) {}

 private:
  std::string spoiled(std::string /*script*/) const override { return std::string(script_); }
  std::string_view script_;
};

const fault::Register<Broken> broken_entry{{
    .layer = "pac",
    .name = "broken",
    .services = {"pac"},
    .summary = "The PAC file is no script that runs to its end and returns a text.",
}};

}  // namespace
}  // namespace tetra::pac
