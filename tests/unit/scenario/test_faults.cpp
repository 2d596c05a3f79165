// Faults of the tests' own: each has one shape of parameters.
#include "engine/fault/catalog.hpp"

namespace {

using namespace tetra;

struct Cut : fault::Fault {
  explicit Cut(fault::Params& params) {
    params.position("at", "how many bytes still arrive", "50%");
    params.one_of<int>("by", "what the peer gets", {{"reset", 0}, {"fin", 1}, {"close-notify", 2}},
                       "reset");
  }
};
struct Refuse : fault::Fault {
  explicit Refuse(fault::Params&) {}
};
struct Shut : fault::Fault {
  explicit Shut(fault::Params&) {}
};
struct Alert : fault::Fault {
  explicit Alert(fault::Params& params) {
    constexpr fault::Symbol words[] = {{"handshake_failure", 40}, {"internal_error", 80}};
    params.symbol("alert", "the alert's description", words, 0, 255);
  }
};
struct Delay : fault::Fault {
  explicit Delay(fault::Params& params) {
    params.duration("by", "how long");
    params.size("after", "how many bytes pass first", "0");
    params.flag("once", "only for the first byte", false);
  }
};
struct Answer : fault::Fault {
  explicit Answer(fault::Params& params) {
    params.texts("addresses", "what is answered");
    params.maybe_integer("ttl", "seconds", 0, 86400);
    params.pairs("more", "anything else");
    if (params.maybe_text("note", "anything") == "never")
      params.complain("`note` is never", "write something else");
  }
};

const std::vector<std::string_view> web{"update", "ocsp", "crl", "proxy"};
const fault::Register<Cut> cut{
    {.layer = "test", .name = "cut", .services = web, .summary = "Ends the connection."}};
const fault::Register<Refuse> refuse{
    {.layer = "test", .name = "refuse", .services = web, .summary = "Nothing listens."}};
const fault::Register<Refuse> hello_fault{{.layer = "tls",
                                           .name = "hello-fault",
                                           .services = web,
                                           .summary = "Acts before any request."}};
const fault::Register<Shut> shut{{.layer = "test",
                                  .name = "shut",
                                  .services = web,
                                  .summary = "The door is shut.",
                                  .standing = true}};
const fault::Register<Alert> alert{{.layer = "test",
                                    .name = "alert",
                                    .services = {"update", "proxy"},
                                    .summary = "Sends an alert."}};
const fault::Register<Delay> delay{
    {.layer = "test", .name = "delay", .services = web, .summary = "Waits."}};
const fault::Register<Answer> answer{
    {.layer = "test", .name = "answer", .services = {"dns"}, .summary = "Answers with these."}};

}  // namespace
