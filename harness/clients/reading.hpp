// What the readers of a client file's parts share.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "harness/clients/client.hpp"

namespace tetra::clients {

using Done = Result<void>;

/// Problem `wrong-type`: `key` wants something else than the node is.
Done wrong_type(const Node& node, std::string_view key, std::string_view wanted);
/// Problem `unknown-key` with the key that was probably meant.
Done unknown_key(const Node::Entry& entry, const std::vector<std::string>& known);
/// That the map has no keys but these.
Done only_known(const Node& node, const std::vector<std::string>& known);

/// One value, a list of them, a map of them. Problem `wrong-type`.
Done read_text(const Node& node, std::string_view key, std::string& into);
Done read_list(const Node& node, std::string_view key, std::vector<std::string>& into);
Done read_texts(const Node& node, std::string_view key, std::map<std::string, std::string>& into);

/// That the text is a regular expression (RE2) with a group: it says by the first where a value is.
/// Problem `bad-pattern`.
Done check_pattern(const Node& node, const std::string& pattern);

/// What stands behind `probes`, `words` and `success`.
Done read_probes(const Node& node, Client& client);
Done read_words(const Node& node, Client& client);
Done read_success(const Node& node, Client& client);

}  // namespace tetra::clients
