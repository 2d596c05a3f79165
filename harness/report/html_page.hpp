#pragma once
#include <map>
#include <string>
#include <string_view>

namespace tetra::report {

/// The files of html/ as they were built in: the page with `{{places}}`, its style sheet, and its
/// scripts one behind the other.
std::string_view page_template();
std::string_view page_style();
std::string_view page_script();

/// Replaces every `{{name}}` of the text that the map knows, once: what it puts in is not looked at
/// again.
std::string fill_places(std::string_view text,
                        const std::map<std::string, std::string_view>& places);

/// JSON that can stand in a script element: no `<` (nothing in it ends the element or opens a
/// comment), no U+2028 and U+2029.
std::string safe_in_script(const std::string& json);

/// RFC 4648, section 4.
std::string base64(std::string_view bytes);

/// A source expression of a Content-Security-Policy that allows exactly this inline text:
/// `'sha256-…'`.
std::string policy_hash(std::string_view text);

}  // namespace tetra::report
