// Every CRL fault: what OpenSSL reads with it and without it.
#include <gtest/gtest.h>

#include <set>

#include "engine/base/text.hpp"
#include "tests/wire/crl/crl_lab.hpp"

namespace tetra::crl {
namespace {

struct FaultCase {
  std::string title;  ///< CamelCase, behind the fault's own name
  std::string fault;
  Node parameters;
  bool (*seen)(const CrlLab& lab);
  friend void PrintTo(const FaultCase& one, std::ostream* out) {
    *out << one.fault << ' ' << one.title;
  }
};

Node with(std::vector<std::pair<std::string, std::string>> parameters) {
  std::vector<std::pair<std::string, Node>> entries;
  for (auto& [key, value] : parameters) entries.emplace_back(key, scalar_node(value));
  return map_node(std::move(entries));
}

bool lists_the_leaf_for(const CrlLab& lab, long reason) {
  if (!lab.verified() || lab.leafs_entry() == nullptr) return false;
  auto* told = static_cast<ASN1_ENUMERATED*>(
      X509_REVOKED_get_ext_d2i(lab.leafs_entry(), NID_crl_reason, nullptr, nullptr));
  const long found = told == nullptr ? -1 : ASN1_ENUMERATED_get(told);
  ASN1_ENUMERATED_free(told);
  return found == reason;
}

// Negative: the time has passed; positive: it is to come.
int from_now(const ASN1_TIME* time) {
  return time == nullptr ? 0 : ASN1_TIME_cmp_time_t(time, std::time(nullptr));
}

/// The issuingDistributionPoint's content holds these bytes.
bool scope_holds(const CrlLab& lab, std::string_view bytes) {
  const int at =
      lab.list() ? X509_CRL_get_ext_by_NID(lab.list(), NID_issuing_distribution_point, -1) : -1;
  if (at < 0 || !lab.verified()) return false;
  const auto* value = X509_EXTENSION_get_data(X509_CRL_get_ext(lab.list(), at));
  const std::string_view content(reinterpret_cast<const char*>(ASN1_STRING_get0_data(value)),
                                 static_cast<std::size_t>(ASN1_STRING_length(value)));
  return content.find(bytes) != std::string_view::npos;
}

bool unverified(const CrlLab& lab) {
  return lab.list() && lab.named_right() && !lab.verified();
}

std::vector<FaultCase> cases_of_entries() {
  return {
      {"KeyCompromise", "revoked", Node{},
       [](const CrlLab& lab) { return lists_the_leaf_for(lab, CRL_REASON_KEY_COMPROMISE); }},
      {"Hold", "revoked", with({{"reason", "certificateHold"}}),
       [](const CrlLab& lab) { return lists_the_leaf_for(lab, CRL_REASON_CERTIFICATE_HOLD); }},
      {"Removed", "revoked", with({{"reason", "removeFromCRL"}}),
       [](const CrlLab& lab) { return lists_the_leaf_for(lab, CRL_REASON_REMOVE_FROM_CRL); }},
      {"WithoutReason", "revoked", with({{"reason", "none"}}),
       [](const CrlLab& lab) { return lists_the_leaf_for(lab, -1); }},
      {"Others", "revoked", with({{"serials", "others"}}),
       [](const CrlLab& lab) {
         return lab.verified() && lab.entries() == 1 && !lab.leafs_entry();
       }},
      {"Entries", "large", with({{"entries", "100000"}}),
       [](const CrlLab& lab) {
         return lab.verified() && lab.entries() == 100'000 && !lab.leafs_entry();
       }},
      {"TenMegabytes", "large", with({{"bytes", "10MB"}}),
       [](const CrlLab& lab) {
         return lab.verified() && lab.bytes().size() > 9'900'000 && lab.bytes().size() < 10'100'000;
       }},
  };
}

std::vector<FaultCase> cases_of_head() {
  return {
      {"NextUpdate", "stale", Node{},
       [](const CrlLab& lab) {
         return lab.verified() && from_now(X509_CRL_get0_nextUpdate(lab.list())) < 0;
       }},
      {"Future", "times", with({{"this-update", "+1d"}}),
       [](const CrlLab& lab) {
         return lab.verified() && from_now(X509_CRL_get0_lastUpdate(lab.list())) > 0;
       }},
      {"Passed", "times", with({{"next-update", "-1h"}}),
       [](const CrlLab& lab) {
         return lab.verified() && from_now(X509_CRL_get0_nextUpdate(lab.list())) < 0;
       }},
      {"Endless", "times", with({{"no-next-update", "true"}}),
       [](const CrlLab& lab) {
         return lab.verified() && X509_CRL_get0_nextUpdate(lab.list()) == nullptr;
       }},
      {"Another", "issuer", Node{},
       [](const CrlLab& lab) { return lab.list() && !lab.named_right() && !lab.verified(); }},
      {"NameAlone", "issuer", with({{"is", "root"}, {"name-alone", "true"}}),
       [](const CrlLab& lab) { return !lab.named_right() && lab.verified(); }},
      {"Missing", "number", Node{},
       [](const CrlLab& lab) { return lab.verified() && !lab.has(NID_crl_number); }},
      {"Given", "number", scalar_node("77"),
       [](const CrlLab& lab) {
         auto* number = lab.list() ? static_cast<ASN1_INTEGER*>(X509_CRL_get_ext_d2i(
                                         lab.list(), NID_crl_number, nullptr, nullptr))
                                   : nullptr;
         const long found = number == nullptr ? -1 : ASN1_INTEGER_get(number);
         ASN1_INTEGER_free(number);
         return lab.verified() && found == 77;
       }},
      {"One", "version", Node{},
       [](const CrlLab& lab) {
         return lab.verified() && X509_CRL_get_version(lab.list()) == 0 &&
                X509_CRL_get_ext_count(lab.list()) <= 0;
       }},
      {"Nine", "version", scalar_node("9"),
       [](const CrlLab& lab) { return lab.verified() && X509_CRL_get_version(lab.list()) == 8; }},
      {"Alone", "delta", Node{},
       [](const CrlLab& lab) { return lab.verified() && lab.has(NID_delta_crl); }},
      {"Critical", "extension", Node{},
       [](const CrlLab& lab) {
         return lab.verified() && X509_CRL_get_ext_by_critical(lab.list(), 1, -1) >= 0;
       }},
      {"CasOnly", "scope", scalar_node("ca"),
       [](const CrlLab& lab) { return scope_holds(lab, "\x82\x01\xFF"); }},
      {"UsersOnly", "scope", scalar_node("user"),
       [](const CrlLab& lab) { return scope_holds(lab, "\x81\x01\xFF"); }},
      {"Indirect", "scope", with({{"indirect", "true"}}),
       [](const CrlLab& lab) { return scope_holds(lab, "\x84\x01\xFF"); }},
      {"Elsewhere", "scope", with({{"url", "http://other.example/x.crl"}}),
       [](const CrlLab& lab) { return scope_holds(lab, "http://other.example/x.crl"); }},
      {"ReasonsOnly", "scope", with({{"reasons", "keyCompromise"}}),
       [](const CrlLab& lab) {
         return scope_holds(lab, std::string_view("\x83\x03\x07\x40\x00", 5));
       }},
  };
}

std::vector<FaultCase> cases_of_bytes() {
  return {
      {"Changed", "signature", Node{}, unverified},
      {"OtherKey", "signature", scalar_node("wrong-key"), unverified},
      {"Sha1", "signature", with({{"is", "good"}, {"digest", "sha1"}}),
       [](const CrlLab& lab) {
         return lab.verified() && X509_CRL_get_signature_nid(lab.list()) == NID_ecdsa_with_SHA1;
       }},
      {"Armoured", "pem", Node{},
       [](const CrlLab& lab) { return lab.bytes().starts_with("-----BEGIN X509 CRL-----\n"); }},
      {"Truncated", "der", scalar_node("truncated"),
       [](const CrlLab& lab) {
         return !lab.list() && lab.bytes().starts_with('\x30') && lab.bytes().size() > 50;
       }},
      {"Trailing", "der", with({{"is", "trailing"}, {"bytes", "100"}}),
       [](const CrlLab& lab) {
         unsigned char* again = nullptr;
         const int size = lab.list() ? i2d_X509_CRL(lab.list(), &again) : -1;
         OPENSSL_free(again);
         return size > 0 && lab.bytes().size() == static_cast<std::size_t>(size) + 100;
       }},
      {"Garbage", "der", with({{"is", "garbage"}, {"bytes", "70"}}),
       [](const CrlLab& lab) { return !lab.list() && lab.bytes().size() == 70; }},
      {"Tag", "der", scalar_node("wrong-tag"),
       [](const CrlLab& lab) { return !lab.list() && lab.bytes().starts_with('\x31'); }},
      {"Length", "der", scalar_node("wrong-length"),
       [](const CrlLab& lab) { return !lab.list() && lab.bytes().starts_with('\x30'); }},
  };
}

std::vector<FaultCase> all_cases() {
  std::vector<FaultCase> all = cases_of_entries();
  for (const auto& more : {cases_of_head(), cases_of_bytes()})
    all.insert(all.end(), more.begin(), more.end());
  return all;
}

class FaultOnTheWire : public testing::TestWithParam<FaultCase> {};

TEST_P(FaultOnTheWire, IsSeenWithItAndNotWithoutIt) {
  const FaultCase& one = GetParam();
  CrlLab spoiled(one.fault, one.parameters);
  spoiled.fetch();
  EXPECT_TRUE(one.seen(spoiled));
  EXPECT_EQ(spoiled.acted(), 1U);
  CrlLab healthy("", Node{});
  healthy.fetch();
  EXPECT_FALSE(one.seen(healthy));
  EXPECT_TRUE(healthy.verified() && healthy.named_right());
  EXPECT_EQ(healthy.acted(), 0U);
}

std::string name_of(const testing::TestParamInfo<FaultCase>& info) {
  std::string name = "Crl";
  for (const std::string& word : text::split(info.param.fault, '-'))
    name += static_cast<char>(word[0] - 'a' + 'A') + word.substr(1);
  return name + info.param.title;
}

INSTANTIATE_TEST_SUITE_P(Wire, FaultOnTheWire, testing::ValuesIn(all_cases()), name_of);

TEST(CrlFaults, EachHasAWireTest) {
  std::set<std::string> tested;
  for (const FaultCase& one : all_cases()) tested.insert(one.fault);
  for (const auto& [id, entry] : fault::Catalog::instance().entries()) {
    if (entry.info.layer != "crl") continue;
    EXPECT_EQ(tested.count(std::string(entry.info.name)), 1U) << id;
  }
}

TEST(CrlFaults, RefuseParametersThatMakeNoList) {
  const auto problem_of = [](const char* fault, const Node& parameters) {
    return !make_fault(*fault::Catalog::instance().find("crl", fault), parameters).has_value();
  };
  EXPECT_TRUE(problem_of("revoked", with({{"reason", "boredom"}})));
  EXPECT_TRUE(problem_of("times", with({{"next-update", "soon"}})));
  EXPECT_TRUE(problem_of("issuer", scalar_node("nobody")));
  EXPECT_TRUE(problem_of("large", with({{"bytes", "1GiB"}})));
  EXPECT_TRUE(problem_of("large", with({{"entries", "5000000"}})));
  EXPECT_TRUE(problem_of("scope", with({{"reasons", "boredom"}})));
  EXPECT_TRUE(problem_of("number", scalar_node("many")));
  EXPECT_TRUE(problem_of("signature", scalar_node("crooked")));
}

}  // namespace
}  // namespace tetra::crl
