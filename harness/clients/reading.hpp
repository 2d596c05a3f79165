#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "harness/clients/client.hpp"

namespace tetra::clients {

using Done = tl::expected<void, Problem>;

/// What the keys of a client file are read with. Problems `wrong-type` and `unknown-key` have the place and what was wanted.
Done wrong_type(const Node& node, std::string_view key, std::string_view wanted);
Done read_text(const Node& node, std::string_view key, std::string& into);
Done read_list(const Node& node, std::string_view key, std::vector<std::string>& into);
Done read_texts(const Node& node, std::string_view key, std::map<std::string, std::string>& into);
Done unknown_key(const Node::Entry& entry, const std::vector<std::string>& known);

/// A pattern says where a value is: by its first group. Problem `bad-pattern`.
Done check_pattern(const Node& node, const std::string& pattern);
/// A probe: where it looks, and for what.
Done read_probe(const Node& node, Probe& probe);

}  // namespace tetra::clients
