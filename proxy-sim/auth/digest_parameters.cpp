#include "engine/base/text.hpp"
#include "proxy-sim/auth/digest.hpp"

namespace tetra::proxy::auth {
namespace {

constexpr std::size_t most_parameters = 32;
constexpr std::string_view separators = " \t,=\"";

// Reads from the front of a text.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  bool at_end() const { return rest_.empty(); }
  void skip(std::string_view bytes) {
    const std::size_t n = rest_.find_first_not_of(bytes);
    rest_.remove_prefix(n == std::string_view::npos ? rest_.size() : n);
  }
  bool take(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  std::string token() {
    const std::size_t n = std::min(rest_.find_first_of(separators), rest_.size());
    const std::string out(rest_.substr(0, n));
    rest_.remove_prefix(n);
    return out;
  }
  std::optional<std::string> quoted() {
    std::string out;
    while (!rest_.empty()) {
      const char c = rest_.front();
      rest_.remove_prefix(1);
      if (c == '"') return out;
      if (c == '\\' && rest_.empty()) return std::nullopt;
      out += c == '\\' ? rest_.front() : c;
      if (c == '\\') rest_.remove_prefix(1);
    }
    return std::nullopt;
  }

 private:
  std::string_view rest_;
};

}  // namespace

std::optional<Parameters> read_parameters(std::string_view text) {
  Parameters all;
  Reader reader(text);
  reader.skip(" \t,");
  while (!reader.at_end()) {
    const std::string name = text::lower(reader.token());
    reader.skip(" \t");
    if (name.empty() || all.size() == most_parameters || !reader.take('=')) return std::nullopt;
    reader.skip(" \t");
    const std::optional<std::string> value =
        reader.take('"') ? reader.quoted() : std::optional(reader.token());
    if (!value || !all.emplace(name, *value).second) return std::nullopt;
    reader.skip(" \t");
    if (!reader.at_end() && !reader.take(',')) return std::nullopt;
    reader.skip(" \t,");
  }
  return all;
}

}  // namespace tetra::proxy::auth
