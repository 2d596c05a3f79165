// ocsp.extension: an extension that no client knows, of any size.
#include "mockserver/ocsp/ocsp_fault.hpp"

namespace tetra::ocsp {
namespace {

// Of the arc for examples (RFC 5612): nobody knows it.
constexpr const char* unknown_oid = "1.3.6.1.4.1.32473.1";

class Extension final : public Fault {
 public:
  explicit Extension(fault::Params& params)
      : critical_(params.flag("critical", "who does not know it may not use the answer", true)),
        bytes_(params.size("bytes", "how large its value is, at most 16MiB", "16")),
        inside_(params.one_of<bool>("in", "where it stands",
                                    {{"response", false}, {"single", true}}, "response")) {
    if (bytes_.bytes > 16 * 1024 * 1024) params.complain("`bytes` is more than 16MiB");
  }

  void on_answer(const certs::OcspRequestInfo& /*request*/,
                 certs::OcspAnswerSpec& answer) override {
    certs::Extension extension{unknown_oid, critical_,
                               certs::der::octet_string(std::string(bytes_.bytes, 'x'))};
    (inside_ ? answer.single_extensions : answer.response_extensions)
        .push_back(std::move(extension));
  }

 private:
  bool critical_;
  ByteSize bytes_;
  bool inside_;
};

const fault::Register<Extension> extension_entry{{
    .layer = "ocsp",
    .name = "extension",
    .services = ocsp_service,
    .summary = "Adds an unknown extension, critical or not, small or huge, to the answer or to "
               "each single response.",
}};

}  // namespace
}  // namespace tetra::ocsp
