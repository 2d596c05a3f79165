#pragma once
#include <nlohmann/json_fwd.hpp>

namespace tetra::report {

/// How the page's sequence diagram draws each kind of event, as the kinds are declared:
/// `[{word, service, as, text, look, part, subject, fields}]`.
nlohmann::ordered_json html_kinds();

}  // namespace tetra::report
