// definitions.file-zeros: a definition file has its length, but zeros from some byte on.
#include "mockserver/definitions/definitions_fault.hpp"

namespace tetra::definitions {
namespace {

class FileZeros final : public Fault {
 public:
  explicit FileZeros(fault::Params& params)
      : from_(params.position("from", "the first byte of the unpacked file that is zero", "0")) {
    if (from_.kind == Position::Kind::after_text)
      params.complain("a definition file has no texts", "give bytes or a percentage");
  }

  bool on_offer(Offer& offer) override {
    const auto plain = plain_of(offer);
    const std::uint64_t size = plain ? (*plain)->size().value_or(0) : 0;
    const auto from = from_.resolve(size);
    if (!from || *from >= size) return false;
    return repack(offer,
                  concat({slice(*plain, 0, *from), bytes_of(std::string(size - *from, '\0'))}),
                  "zeros");
  }

 private:
  Position from_;
};

const fault::Register<FileZeros> file_zeros_entry{{
    .layer = "definitions",
    .name = "file-zeros",
    .services = update_service,
    .summary = "Fills a definition file with zero bytes, as a disk that was full or switched off "
               "leaves it on a mirror.",
}};

}  // namespace
}  // namespace tetra::definitions
