#pragma once
#include <filesystem>
#include <string_view>

#include "connector/tell/outcome.hpp"

namespace tetra::connector {

/// Checks versions.sig over the plain versions.dat. Cisco's algorithm is unknown (FACTS 2); this
/// one is the lab's own and says so in its first word: `tetra-lab-ed25519 <base64 of 64 bytes>`,
/// Ed25519 (RFC 8032) with the world's definitions signing key, whose public half stands as PEM in
/// `key_file`.
Outcome verify_signature(std::string_view versions_dat, std::string_view versions_sig,
                         const std::filesystem::path& key_file);

}  // namespace tetra::connector
