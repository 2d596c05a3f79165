#include "engine/document/yaml.hpp"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <map>
#include <sstream>
#include <unordered_map>

#include "engine/document/mistakes.hpp"
#include "engine/document/not_yaml.hpp"
#include "engine/document/yaml_bytes.hpp"

namespace tetra::document {
namespace {

constexpr std::size_t deepest = 64;
constexpr std::size_t most_nodes = 10'000;
// Bytes of all scalars once aliases are copied.
constexpr std::size_t most_text = 4 * longest_document;

// yaml-cpp's handlers can stop the parser only by throwing; caught in parse_yaml.
struct Refused {
  Problem problem;
};

// yaml-cpp counts from 0 and in bytes; people and editors count from 1 and in characters.
class Places {
 public:
  Places(std::string_view text, std::string file)
      : file_(std::move(file)), continuations_(text.size() + 1) {
    for (std::size_t i = 0; i < text.size(); ++i) {
      const bool continues = (static_cast<unsigned char>(text[i]) & 0xc0) == 0x80;
      continuations_[i + 1] = continuations_[i] + (continues ? 1 : 0);
    }
  }
  Place of(const YAML::Mark& mark) const {
    if (mark.is_null() || mark.column > mark.pos) return Place{file_, 1, 1};
    const std::size_t end = std::min(static_cast<std::size_t>(mark.pos), continuations_.size() - 1);
    const std::size_t start = end - std::min(end, static_cast<std::size_t>(mark.column));
    return Place{file_, mark.line + 1,
                 mark.column - (continuations_[end] - continuations_[start]) + 1};
  }

 private:
  std::string file_;
  std::vector<int> continuations_;  // how many UTF-8 continuation bytes stand before each offset
};

struct Extent {
  std::size_t nodes = 1, bytes = 0, height = 1;
};

Extent extent_of(const Node& node) {
  Extent whole;
  whole.bytes = node.text.size();
  const auto add = [&](const Node& child) {
    const Extent part = extent_of(child);
    whole.nodes += part.nodes;
    whole.bytes += part.bytes;
    whole.height = std::max(whole.height, part.height + 1);
  };
  for (const Node& item : node.items) add(item);
  for (const Node::Entry& entry : node.entries) {
    whole.bytes += entry.key.size();
    add(entry.value);
  }
  return whole;
}

// Builds the tree from the parser's events, so that every bound holds before the parser goes
// deeper.
class TreeBuilder : public YAML::EventHandler {
 public:
  TreeBuilder(const Places& places, std::string_view text) : places_(places), text_(text) {}
  Node take() { return std::move(root_); }
  /// Where the innermost list or map that is still open begins, when a bracket opened it.
  std::optional<Place> open_bracket() const {
    if (frames_.empty() || !frames_.back().in_brackets) return std::nullopt;
    return frames_.back().node.where;
  }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (documents_++ > 0)
      refuse("bad-yaml", mark, "a second document starts here",
             "one file holds one document; remove the `---`");
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    finish(leaf(mark, Node::Kind::null), anchor, mark);
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    refuse_tag(mark, tag);
    check_closed(mark);
    Node node = leaf(mark, Node::Kind::scalar);
    node.text = value;
    node.quoted = tag == "!";  // yaml-cpp's word for every scalar that is not plain
    count(Extent{1, value.size(), 1}, mark);
    finish(std::move(node), anchor, mark);
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto found = anchored_.find(anchor);
    if (found == anchored_.end())
      refuse("bad-yaml", mark, "the alias stands inside of what it names", "");
    count(found->second.extent, mark);
    check_depth(frames_.size() + found->second.extent.height, mark);
    attach(found->second.node, mark);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override {
    open(mark, tag, anchor, Node::Kind::list, style);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override {
    open(mark, tag, anchor, Node::Kind::map, style);
  }
  void OnMapEnd() override { close(); }

 private:
  struct Frame {
    Node node;
    YAML::Mark mark;
    YAML::anchor_t anchor = 0;
    bool in_brackets = false;
    std::optional<Node> key;                    // of a map, until its value is there
    std::unordered_map<std::string, int> keys;  // with their lines
  };
  struct Anchored {
    Node node;
    Extent extent;
  };

  [[noreturn]] void refuse(std::string_view code, const YAML::Mark& mark, std::string what,
                           std::string hint) const {
    throw Refused{Problem{std::string(code), places_.of(mark), std::move(what), std::move(hint)}};
  }
  void refuse_tag(const YAML::Mark& mark, const std::string& tag) const {
    if (tag.empty() || tag == "?" || tag == "!") return;
    refuse("bad-yaml", mark, fmt::format("the tag `{}` is not known here", shortened(tag)),
           "leave it out: what a value is follows from its key");
  }
  // The parser takes the end of the file for the end of a quoted text, and all keys in between for
  // a part of it.
  void check_closed(const YAML::Mark& mark) const {
    const std::string_view quoted =
        text_.substr(std::min(text_.size(), static_cast<std::size_t>(std::max(mark.pos, 0))));
    if (quoted.empty() || (quoted[0] != '"' && quoted[0] != '\'')) return;
    const char quote = quoted[0];
    for (std::size_t at = 1; at < quoted.size(); ++at) {
      if (quoted[at] == '\\' && quote == '"') {
        ++at;
      } else if (quoted[at] == quote) {
        const bool doubled = quote == '\'' && quoted.substr(at + 1).starts_with(quote);
        if (!doubled) return;
        ++at;
      }
    }
    refuse("bad-yaml", mark, fmt::format("the quote {} that opens here is never closed", quote),
           fmt::format("write another {} where the text ends", quote));
  }
  void check_depth(std::size_t depth, const YAML::Mark& mark) const {
    if (depth > deepest)
      refuse("too-deep", mark, fmt::format("values are nested more than {} deep", deepest), "");
  }
  void count(const Extent& extent, const YAML::Mark& mark) {
    nodes_ += extent.nodes;
    bytes_ += extent.bytes;
    if (nodes_ > most_nodes)
      refuse(
          "too-big", mark,
          fmt::format("the file holds more than {} values, aliases counted as what they stand for",
                      most_nodes),
          "");
    if (bytes_ > most_text) refuse("too-big", mark, "the aliases stand for too much text", "");
  }
  Node leaf(const YAML::Mark& mark, Node::Kind kind) const {
    Node node;
    node.kind = kind;
    node.where = places_.of(mark);
    return node;
  }
  bool wants_key() const {
    return !frames_.empty() && frames_.back().node.is_map() && !frames_.back().key;
  }

  void open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, Node::Kind kind,
            YAML::EmitterStyle::value style) {
    refuse_tag(mark, tag);
    if (wants_key())
      refuse("bad-yaml", mark, "a key is one word, not a list or a map",
             "is a bracket left open, or `{` written for a quoted text?");
    count(Extent{}, mark);
    Frame frame;
    frame.node = leaf(mark, kind);
    frame.mark = mark;
    frame.anchor = anchor;
    frame.in_brackets = style == YAML::EmitterStyle::Flow;
    frames_.push_back(std::move(frame));
    check_depth(frames_.size(), mark);
  }
  void close() {
    Frame frame = std::move(frames_.back());
    frames_.pop_back();
    finish(std::move(frame.node), frame.anchor, frame.mark);
  }
  void finish(Node node, YAML::anchor_t anchor, const YAML::Mark& mark) {
    if (anchor != 0) {
      const Extent extent = extent_of(node);
      count(extent, mark);
      anchored_[anchor] = Anchored{node, extent};
    }
    attach(std::move(node), mark);
  }
  void attach(Node node, const YAML::Mark& mark) {
    if (frames_.empty()) {
      root_ = std::move(node);
      return;
    }
    Frame& frame = frames_.back();
    if (frame.node.is_list()) {
      frame.node.items.push_back(std::move(node));
    } else if (!frame.key) {
      take_key(frame, std::move(node), mark);
    } else {
      if (node.is_null())
        node.where = frame.key->where;  // the parser's own place for nothing is what comes next
      frame.node.entries.push_back(
          Node::Entry{std::move(frame.key->text), std::move(frame.key->where), std::move(node)});
      frame.key.reset();
    }
  }
  void take_key(Frame& frame, Node key, const YAML::Mark& mark) const {
    if (!key.is_scalar())
      refuse("bad-yaml", mark, "a key is one word here, and there is none", "write `key: value`");
    key.where = places_.of(mark);
    const auto [first, is_new] = frame.keys.emplace(key.text, key.where.line);
    if (!is_new)
      refuse("duplicate-key", mark,
             fmt::format("the key `{}` stands twice in one map", shortened(key.text)),
             fmt::format("the first is on line {}", first->second));
    frame.key = std::move(key);
  }

  const Places& places_;
  std::string_view text_;
  Node root_;
  std::vector<Frame> frames_;
  std::map<YAML::anchor_t, Anchored> anchored_;
  std::size_t nodes_ = 0, bytes_ = 0;
  int documents_ = 0;
};

}  // namespace

Result<Node> parse_yaml(std::string_view text, const std::string& file) {
  if (auto problem = check_bytes(text, file)) return fail(std::move(*problem));
  const Places places(text, file);
  TreeBuilder builder(places, text);
  try {
    std::istringstream stream{std::string(text)};
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (const Refused& refused) {
    return fail(refused.problem);
  } catch (const YAML::Exception& error) {
    return fail(not_yaml(error, places.of(error.mark), text, builder.open_bracket()));
  }
  Node root = builder.take();
  if (root.where.line == 0) root.where = Place{file, 1, 1};
  return root;
}

}  // namespace tetra::document
