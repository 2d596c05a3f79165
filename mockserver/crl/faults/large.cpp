// crl.large: a list with many entries, none of them about this world's certificates.
#include "mockserver/crl/crl_fault.hpp"

namespace tetra::crl {
namespace {

class Large final : public Fault {
 public:
  explicit Large(fault::Params& params)
      : entries_(params.maybe_integer(
            "entries", "how many, at most 400,000; left out: as many as `bytes` asks for", 1,
            400'000)),
        bytes_(params.size("bytes", "or about how large the list is, at most 16MiB", "1MiB")) {
    if (bytes_.bytes > 16 * 1024 * 1024) params.complain("`bytes` is more than 16MiB");
  }

  void on_list(List& list) override {
    if (entries_)
      list.spec.fill_entries = static_cast<std::uint64_t>(*entries_);
    else
      list.spec.fill_to_bytes = bytes_.bytes;
  }

 private:
  std::optional<std::int64_t> entries_;
  ByteSize bytes_;
};

const fault::Register<Large> large_entry{{
    .layer = "crl",
    .name = "large",
    .services = crl_service,
    .summary = "Serves a list that is long, but right.",
}};

}  // namespace
}  // namespace tetra::crl
