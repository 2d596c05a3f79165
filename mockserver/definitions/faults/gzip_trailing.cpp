// definitions.gzip-trailing: behind the end of a gzip file there is more.
#include "mockserver/definitions/definitions_fault.hpp"

namespace tetra::definitions {
namespace {

enum class What { garbage, zeros, member };

class GzipTrailing final : public Fault {
 public:
  explicit GzipTrailing(fault::Params& params)
      : what_(params.one_of<What>(
            "what", "garbage, zeros, or a further gzip member of zeros (RFC 1952 section 2.2)",
            {{"garbage", What::garbage}, {"zeros", What::zeros}, {"member", What::member}},
            "garbage")),
        size_(params.size("size", "how many bytes, unpacked where it is a member; up to 16MiB",
                          "512")) {
    if (size_.bytes == 0 || size_.bytes > 16 * 1024 * 1024)
      params.complain("`size` is not from 1 to 16MiB");
  }

  bool on_offer(Offer& offer) override {
    if (!is_gzip(offer)) return false;
    std::string tail(size_.bytes, what_ == What::garbage ? '#' : '\0');
    if (what_ == What::member) tail = gzip(tail);
    offer.resource =
        with_body(std::move(offer.resource),
                  concat({offer.resource.body, bytes_of(std::move(tail))}), "trailing");
    return true;
  }

 private:
  What what_;
  ByteSize size_;
};

const fault::Register<GzipTrailing> gzip_trailing_entry{{
    .layer = "definitions",
    .name = "gzip-trailing",
    .services = update_service,
    .summary = "Appends bytes to a gzip file; the length that HTTP tells counts them.",
}};

}  // namespace
}  // namespace tetra::definitions
