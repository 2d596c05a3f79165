// http.encoding: the body has a Content-Encoding, or says so.
#include "engine/http/coding.hpp"
#include "engine/http/exchange.hpp"

namespace tetra::http {
namespace {

class Encoding final : public Fault {
 public:
  explicit Encoding(fault::Params& params)
      : word_(params.text("word", "what Content-Encoding says", "gzip")),
        pack_(params.one_of<std::optional<Coding>>(
            "pack", "what is really done to the body",
            {{"gzip", Coding::gzip}, {"deflate", Coding::deflate}, {"none", std::nullopt}},
            "gzip")),
        spoil_(params.word("spoil", "what is wrong with the packed bytes",
                           {"none", "crc", "length", "header", "truncated", "trailing"}, "none")) {
    if (spoil_ != "none" && pack_ != Coding::gzip)
      params.complain("only gzip has what `spoil` spoils", "leave `pack` out");
  }

  void on_response(const Exchange& exchange, Response& response,
                   const wire::Acted& acted) override {
    if (!response.body || exchange.request.method == "HEAD") return;
    if (pack_) {
      auto bytes = packed(*response.body, *pack_);
      if (!bytes) return;
      spoil(*bytes);
      response.body = bytes_of(std::move(*bytes));
    }
    response.fields.set("Content-Encoding", word_);
    response.on_head.push_back(acted);
  }

 private:
  // RFC 1952 section 2.3: ten bytes of header at least, CRC and length in the last eight.
  void spoil(std::string& gzip) const {
    const auto flip = [&gzip](std::size_t at) { gzip[at] = static_cast<char>(gzip[at] ^ 0x55); };
    if (spoil_ == "crc") flip(gzip.size() - 8);
    if (spoil_ == "length") flip(gzip.size() - 4);
    if (spoil_ == "header") flip(0);
    if (spoil_ == "truncated") gzip.resize(gzip.size() / 2);
    if (spoil_ == "trailing") gzip += "trailing garbage";
  }

  std::string word_;
  std::optional<Coding> pack_;
  std::string spoil_;
};

const fault::Register<Encoding> encoding_entry{{
    .layer = "http",
    .name = "encoding",
    .services = every_http_service,
    .summary = "Gives the body a Content-Encoding, truly or in name only; Content-Length is right "
               "for what is sent.",
}};

}  // namespace
}  // namespace tetra::http
