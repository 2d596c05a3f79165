#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "connector/net/proxy_settings.hpp"

namespace tetra::connector {

/// `NTLM …` with the first message.
std::string ntlm_first();
/// `NTLM …` with the third message for the second one (base64); nullopt when that can't be read.
std::optional<std::string> ntlm_third(const ProxySettings& proxy, std::string_view second);

}  // namespace tetra::connector
