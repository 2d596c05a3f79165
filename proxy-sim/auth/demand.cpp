#include "proxy-sim/auth/demand.hpp"

#include "engine/base/text.hpp"

namespace tetra::proxy::auth {
namespace {

constexpr auto checked = true;

bool breaks_the_head(const std::string& text) {
  return text.find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos;
}

// Any token may be asked for; one that looks like a known word misspelt is taken for that.
void check_scheme(const std::string& word, fault::Params& params) {
  static const std::vector<std::string> known{"basic", "digest", "ntlm", "negotiate", "none"};
  const std::string near = text::nearest(text::lower(word), known);
  if (word.empty() || breaks_the_head(word) || word.find_first_of(" ,\"") != std::string::npos) {
    params.complain("`" + text::printable(word, 40) + "` is no scheme",
                    "a word such as " + text::join(known, ", "));
  } else if (!near.empty() && near != text::lower(word)) {
    params.complain("`" + text::printable(word, 40) + "` is no value for `scheme`",
                    "did you mean `" + near + "`?");
  }
}

// ISO-8859-1, where a character has no other place in UTF-8; what Latin-1 lacks is a question mark.
std::string latin1(const std::string& utf8) {
  std::string out;
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const auto lead = static_cast<unsigned char>(utf8[i]);
    if (lead < 0x80) {
      out += utf8[i];
    } else if ((lead == 0xC2 || lead == 0xC3) && i + 1 < utf8.size()) {
      out += static_cast<char>((lead & 3) << 6 | (static_cast<unsigned char>(utf8[++i]) & 0x3F));
    } else if ((lead & 0xC0) == 0xC0) {
      out += '?';
    }
  }
  return out;
}

// The one that counts: a scheme that is satisfied, else one in the middle of its messages, else
// what is told of the credentials.
bool goes_before(const Turn& turn, const Turn& so_far) {
  if (turn.outcome == Outcome::accepted || so_far.outcome == Outcome::accepted)
    return so_far.outcome != Outcome::accepted;
  if (turn.outcome == Outcome::underway || so_far.outcome == Outcome::underway)
    return so_far.outcome != Outcome::underway;
  return so_far.outcome == Outcome::absent;
}

}  // namespace

Demand::Demand(fault::Params& params) {
  const auto words = params.texts_or_none(
      "scheme",
      "how the proxy asks: basic, digest, ntlm, negotiate, or any other word as a scheme that "
      "nobody knows; a list is sent in its order, `none` asks without any challenge; basic when "
      "not given");
  checked_ = params.one_of<bool>("credentials", "whether the right ones are let through",
                                 {{"checked", checked}, {"rejected", !checked}}, "checked");
  realm_ = params.text("realm", "what the proxy says that it guards", "TETRA Lab");
  charset_ = params.text("charset",
                         "of user and password in basic, told and expected: UTF-8, ISO-8859-1, or "
                         "none to tell nothing and expect UTF-8",
                         "UTF-8");
  user_ = params.maybe_text("user", "whom it accepts; the world's own when not given");
  password_ = params.maybe_text("password", "of that user");
  connection_ = params.one_of<Connection>(
      "connection", "behind the 407: kept, closed as the head says, or dropped without a word",
      {{"keep-alive", Connection::keep_alive},
       {"close", Connection::close},
       {"drop", Connection::drop}},
      "keep-alive");
  body_ = params.text("body", "of the 407; an empty text for none",
                      "The proxy wants to know who you are.\n");
  then_ = params.maybe_integer(
      "then", "the status for those who are let through, 403 for users without the right", 400,
      599);
  digest_.algorithm = params.text(
      "digest-algorithm",
      "MD5, SHA-256, SHA-512-256, each with -sess at will; any other word is known to nobody",
      "MD5");
  digest_.qop = params.text("digest-qop", "the qop list of digest; none: not offered", "auth");
  digest_.nonces = params.one_of<DigestRules::Nonces>(
      "digest-nonce", "of the challenge; stale: never in force, with a new one each time",
      {{"fresh", DigestRules::Nonces::fresh},
       {"missing", DigestRules::Nonces::missing},
       {"empty", DigestRules::Nonces::empty},
       {"stale", DigestRules::Nonces::stale}},
      "fresh");
  ntlm_.challenge =
      params.one_of<NtlmRules::Challenge>("ntlm-challenge", "what answers the first message",
                                          {{"sent", NtlmRules::Challenge::sent},
                                           {"missing", NtlmRules::Challenge::missing},
                                           {"garbage", NtlmRules::Challenge::garbage}},
                                          "sent");
  ntlm_.ends_connection = params.flag(
      "ntlm-drop", "whether the connection is dropped between the second message and the third",
      false);
  for (const std::string* text : {&realm_, &charset_, &digest_.algorithm, &digest_.qop}) {
    if (breaks_the_head(*text))
      params.complain("a text for the head has a line end or a zero byte in it");
  }
  if (body_.empty() && (connection_ == Connection::drop || ntlm_.ends_connection))
    params.complain("a connection is dropped behind a body, and there is none");
  if (charset_ == "none") charset_.clear();
  if (digest_.qop == "none") digest_.qop.clear();
  digest_.realm = realm_;
  digest_.charset = charset_;
  for (const std::string& word : words.empty() ? std::vector<std::string>{"basic"} : words) {
    if (word == "none") continue;
    check_scheme(word, params);
    schemes_.push_back(make_scheme(word));
  }
}

SchemePtr Demand::make_scheme(const std::string& word) {
  const std::string scheme = text::lower(word);
  if (scheme == "basic") return make_basic(realm_, charset_);
  if (scheme == "digest") return make_digest(digest_);
  if (scheme == "ntlm") return make_ntlm(ntlm_);
  if (scheme == "negotiate") return make_refusing("Negotiate", "");
  return make_refusing(word, "realm=" + quoted_string(realm_));
}

void Demand::know(const Credentials& right) {
  right_ = Credentials{user_.value_or(right.user), password_.value_or(right.password)};
  if (text::equals_ignoring_case(charset_, "ISO-8859-1"))
    right_ = Credentials{latin1(right_.user), latin1(right_.password)};
}

std::optional<Demand::Refusal> Demand::judge(const http::Exchange& exchange) {
  const Attempt attempt{exchange.request, exchange.connection, checked_ ? &right_ : nullptr};
  Turn turn;
  std::vector<std::string> challenges;
  for (const SchemePtr& scheme : schemes_) {
    Turn one = scheme->judge(attempt);
    challenges.insert(challenges.end(), one.challenges.begin(), one.challenges.end());
    if (goes_before(one, turn)) turn = std::move(one);
  }
  if (turn.outcome == Outcome::accepted && !then_) return std::nullopt;
  if (turn.outcome == Outcome::accepted) {
    return Refusal{
        http::text_response(static_cast<int>(*then_), "You are known here, and may not do this.\n"),
        turn.outcome};
  }
  if (turn.outcome != Outcome::underway) turn.challenges = std::move(challenges);
  return Refusal{asking(turn), turn.outcome};
}

http::Response Demand::asking(const Turn& turn) const {
  http::Response response = http::text_response(407, body_);
  for (const std::string& challenge : turn.challenges)
    response.fields.add("Proxy-Authenticate", challenge);
  response.keep_alive = connection_ != Connection::close;
  if (connection_ == Connection::drop || turn.ends_connection) {
    Position end;
    end.bytes = body_.size();
    response.delivery.stop = wire::Delivery::Stop{end, wire::Ending::clean, {}};
  }
  return response;
}

}  // namespace tetra::proxy::auth
