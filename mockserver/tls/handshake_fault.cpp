#include "mockserver/tls/handshake_fault.hpp"

#include <openssl/ssl3.h>

namespace tetra::tls {
namespace {

using Place = wire::HandshakePlace;
using Kind = wire::HandshakePlace::Kind;

struct Word {
  const char* word;
  Place place;
};

// HandshakeType: RFC 8446 section 4, RFC 5246 section 7.4, RFC 6066 section 8.
const std::vector<Word>& words() {
  static const std::vector<Word> all{
      {"everything", {Kind::everything, 0}},
      {"first-flight", {Kind::flight, 1}},
      {"second-flight", {Kind::flight, 2}},
      {"server-hello", {Kind::message, SSL3_MT_SERVER_HELLO}},
      {"encrypted-extensions", {Kind::message, SSL3_MT_ENCRYPTED_EXTENSIONS}},
      {"certificate-request", {Kind::message, SSL3_MT_CERTIFICATE_REQUEST}},
      {"certificate", {Kind::message, SSL3_MT_CERTIFICATE}},
      {"certificate-status", {Kind::message, SSL3_MT_CERTIFICATE_STATUS}},
      {"certificate-verify", {Kind::message, SSL3_MT_CERTIFICATE_VERIFY}},
      {"server-key-exchange", {Kind::message, SSL3_MT_SERVER_KEY_EXCHANGE}},
      {"server-hello-done", {Kind::message, SSL3_MT_SERVER_DONE}},
      {"change-cipher-spec", {Kind::message, wire::change_cipher_spec}},
      {"finished", {Kind::message, SSL3_MT_FINISHED}},
      {"after-handshake", {Kind::behind, 0}}};
  return all;
}

constexpr fault::Symbol alerts[] = {{"close_notify", 0},
                                    {"unexpected_message", 10},
                                    {"bad_record_mac", 20},
                                    {"record_overflow", 22},
                                    {"decompression_failure", 30},
                                    {"handshake_failure", 40},
                                    {"no_certificate", 41},
                                    {"bad_certificate", 42},
                                    {"unsupported_certificate", 43},
                                    {"certificate_revoked", 44},
                                    {"certificate_expired", 45},
                                    {"certificate_unknown", 46},
                                    {"illegal_parameter", 47},
                                    {"unknown_ca", 48},
                                    {"access_denied", 49},
                                    {"decode_error", 50},
                                    {"decrypt_error", 51},
                                    {"export_restriction", 60},
                                    {"protocol_version", 70},
                                    {"insufficient_security", 71},
                                    {"internal_error", 80},
                                    {"inappropriate_fallback", 86},
                                    {"user_canceled", 90},
                                    {"no_renegotiation", 100},
                                    {"missing_extension", 109},
                                    {"unsupported_extension", 110},
                                    {"certificate_unobtainable", 111},
                                    {"unrecognized_name", 112},
                                    {"bad_certificate_status_response", 113},
                                    {"bad_certificate_hash_value", 114},
                                    {"unknown_psk_identity", 115},
                                    {"certificate_required", 116},
                                    {"no_application_protocol", 120}};

}  // namespace

wire::HandshakePlace read_place(fault::Params& params, std::string_view meaning,
                                std::string_view fallback, bool behind) {
  std::vector<std::string> known;
  for (const Word& word : words()) {
    if (behind || word.place.kind != Kind::behind) known.emplace_back(word.word);
  }
  const std::string chosen = params.word("in", meaning, known, std::string(fallback));
  for (const Word& word : words()) {
    if (word.word == chosen) return word.place;
  }
  return {};
}

bool begins_handshake(const wire::HandshakePlace& place) {
  return place.kind == Kind::everything || (place.kind == Kind::flight && place.number == 1) ||
         (place.kind == Kind::message && place.number == SSL3_MT_SERVER_HELLO);
}

Position read_position(fault::Params& params, const wire::HandshakePlace& place,
                       std::string_view meaning, std::string_view fallback) {
  const Position at = params.position("at", meaning, std::string(fallback));
  const bool counted = at.kind == Position::Kind::from_start;
  if (at.kind == Position::Kind::after_text)
    params.complain("`at` can't be behind a text here",
                    "write a number of bytes, a percentage, or -1");
  if (place.kind == Kind::everything && !counted)
    params.complain("how long the whole handshake is, nobody knows before",
                    "name a message or a flight with `in`, or count from the start");
  return at;
}

std::span<const fault::Symbol> alert_names() {
  return alerts;
}

}  // namespace tetra::tls
