// Every OCSP fault: what OpenSSL reads with it and without it.
#include <gtest/gtest.h>

#include <set>

#include "engine/base/text.hpp"
#include "tests/wire/ocsp/ocsp_lab.hpp"

namespace tetra::ocsp {
namespace {

struct FaultCase {
  std::string title;  ///< CamelCase, behind the fault's own name
  std::string fault;
  Node parameters;
  bool (*seen)(const OcspLab& lab);
  bool with_nonce = true;
  friend void PrintTo(const FaultCase& one, std::ostream* out) {
    *out << one.fault << ' ' << one.title;
  }
};

Node with(std::vector<std::pair<std::string, std::string>> parameters) {
  std::vector<std::pair<std::string, Node>> entries;
  for (auto& [key, value] : parameters) entries.emplace_back(key, scalar_node(value));
  return map_node(std::move(entries));
}

bool says(const OcspLab& lab, int status, int reason) {
  const auto found = lab.status();
  return lab.verified() && found && found->status == status && found->reason == reason;
}

// -1: the time has passed, 1: it is to come.
int from_now(const ASN1_GENERALIZEDTIME* time) {
  return time == nullptr ? 0 : ASN1_TIME_cmp_time_t(time, std::time(nullptr));
}

bool unverified(const OcspLab& lab) {
  return lab.status() && !lab.verified();
}
bool about_another(const OcspLab& lab) {
  return lab.verified() && !lab.status();
}
// OpenSSL looks for the signer by the CertID's issuer, so such an answer does not verify either.
bool about_another_issuer(const OcspLab& lab) {
  return lab.basic() && OCSP_resp_count(lab.basic()) == 1 && !lab.status();
}
bool signed_with(const OcspLab& lab, int nid) {
  return lab.verified() && OBJ_obj2nid(OCSP_resp_get0_tbs_sigalg(lab.basic())->algorithm) == nid;
}

std::vector<FaultCase> cases_of_status() {
  return {
      {"TryLater", "response-status", Node{},
       [](const OcspLab& lab) {
         return lab.response() && OCSP_response_status(lab.response()) == 3 && !lab.basic();
       }},
      {"Undefined", "response-status", scalar_node("4"),
       [](const OcspLab& lab) { return lab.der() == std::string("\x30\x03\x0A\x01\x04", 5); }},
      {"SuccessWithoutBody", "response-status", scalar_node("successful"),
       [](const OcspLab& lab) {
         return lab.response() && OCSP_response_status(lab.response()) == 0 && !lab.basic();
       }},
      {"Revoked", "certificate-status", Node{},
       [](const OcspLab& lab) {
         return says(lab, V_OCSP_CERTSTATUS_REVOKED, OCSP_REVOKED_STATUS_KEYCOMPROMISE);
       }},
      {"WithoutReason", "certificate-status", with({{"reason", "none"}}),
       [](const OcspLab& lab) { return says(lab, V_OCSP_CERTSTATUS_REVOKED, -1); }},
      {"Unknown", "certificate-status", scalar_node("unknown"),
       [](const OcspLab& lab) { return says(lab, V_OCSP_CERTSTATUS_UNKNOWN, -1); }},
      {"NextUpdate", "stale", Node{},
       [](const OcspLab& lab) {
         return lab.verified() && from_now(lab.status()->next_update) < 0;
       }},
      {"Future", "times", with({{"this-update", "+1d"}, {"next-update", "+2d"}}),
       [](const OcspLab& lab) {
         return lab.verified() && from_now(lab.status()->this_update) > 0;
       }},
      {"Endless", "times", with({{"no-next-update", "true"}}),
       [](const OcspLab& lab) { return lab.verified() && lab.status()->next_update == nullptr; }},
      {"ProducedLater", "times", with({{"produced-at", "+1d"}}),
       [](const OcspLab& lab) {
         return lab.verified() && from_now(OCSP_resp_get0_produced_at(lab.basic())) > 0;
       }},
      {"Others", "single-responses", Node{},
       [](const OcspLab& lab) {
         return lab.verified() && lab.status() && OCSP_resp_count(lab.basic()) == 2;
       }},
      {"Absent", "single-responses", with({{"asked", "absent"}}), about_another},
      {"Contradiction", "single-responses", with({{"others", "0"}, {"again", "revoked"}}),
       [](const OcspLab& lab) {
         return says(lab, V_OCSP_CERTSTATUS_GOOD, -1) && OCSP_resp_count(lab.basic()) == 2;
       }},
      {"Serial", "cert-id", scalar_node("serial"), about_another},
      {"NameHash", "cert-id", scalar_node("issuer-name-hash"), about_another_issuer},
      {"KeyHash", "cert-id", scalar_node("issuer-key-hash"), about_another_issuer},
  };
}

std::vector<FaultCase> cases_of_trust() {
  std::vector<FaultCase> all{
      {"Delegated", "signer", scalar_node("delegated"),
       [](const OcspLab& lab) {
         return lab.verified() && sk_X509_num(OCSP_resp_get0_certs(lab.basic())) == 1;
       }},
      {"ByName", "signer", with({{"by", "issuer"}, {"id", "by-name"}}),
       [](const OcspLab& lab) {
         const ASN1_OCTET_STRING* key = nullptr;
         const X509_NAME* name = nullptr;
         return lab.verified() && OCSP_resp_get0_id(lab.basic(), &key, &name) == 1 &&
                name != nullptr;
       }},
      {"Misnamed", "signer", with({{"by", "issuer"}, {"id", "other"}}), unverified},
      {"CertificateOmitted", "signer", with({{"by", "delegated"}, {"certificate", "omitted"}}),
       unverified},
      {"Changed", "signature", Node{}, unverified},
      {"Flipped", "signature", scalar_node("bit-flipped"), unverified},
      {"Malformed", "signature", scalar_node("malformed"), unverified},
      {"Sha1", "signature", with({{"is", "good"}, {"digest", "sha1"}}),
       [](const OcspLab& lab) { return signed_with(lab, NID_ecdsa_with_SHA1); }},
      {"Missing", "nonce", Node{},
       [](const OcspLab& lab) { return lab.verified() && lab.nonce() == -1; }},
      {"Wrong", "nonce", scalar_node("wrong"),
       [](const OcspLab& lab) { return lab.verified() && lab.nonce() == 0; }},
      {"Truncated", "nonce", scalar_node("truncated"),
       [](const OcspLab& lab) {
         const int at = lab.basic()
                            ? OCSP_BASICRESP_get_ext_by_NID(lab.basic(), NID_id_pkix_OCSP_Nonce, -1)
                            : -1;
         // OpenSSL's nonce is 16 bytes, in an OCTET STRING: 10 are left.
         return at >= 0 && ASN1_STRING_length(X509_EXTENSION_get_data(
                               OCSP_BASICRESP_get_ext(lab.basic(), at))) == 10;
       }},
      {"Unasked", "nonce", scalar_node("unasked"),
       [](const OcspLab& lab) { return lab.verified() && lab.nonce() == 3; }, false},
  };
  for (const char* by : {"delegated-expired", "delegated-not-yet-valid", "delegated-without-eku",
                         "delegated-by-another", "itself", "wrong"}) {
    std::string title;
    for (const std::string& word : text::split(by, '-'))
      title += static_cast<char>(word[0] - 'a' + 'A') + word.substr(1);
    all.push_back({title, "signer", scalar_node(by), unverified});
  }
  return all;
}

std::vector<FaultCase> cases_of_bytes() {
  return {
      {"Other", "response-type", Node{},
       [](const OcspLab& lab) {
         return lab.response() && OCSP_response_status(lab.response()) == 0 && !lab.basic();
       }},
      {"Truncated", "der", scalar_node("truncated"),
       [](const OcspLab& lab) {
         return !lab.response() && lab.der().starts_with('\x30') && lab.der().size() > 50;
       }},
      {"Trailing", "der", with({{"is", "trailing"}, {"bytes", "100"}}),
       [](const OcspLab& lab) {
         unsigned char* again = nullptr;
         const int size = lab.response() ? i2d_OCSP_RESPONSE(lab.response(), &again) : -1;
         OPENSSL_free(again);
         return size > 0 && lab.der().size() == static_cast<std::size_t>(size) + 100;
       }},
      {"Garbage", "der", with({{"is", "garbage"}, {"bytes", "70"}}),
       [](const OcspLab& lab) { return !lab.response() && lab.der().size() == 70; }},
      {"Tag", "der", scalar_node("wrong-tag"),
       [](const OcspLab& lab) { return !lab.response() && lab.der().starts_with('\x31'); }},
      {"Length", "der", scalar_node("wrong-length"),
       [](const OcspLab& lab) { return !lab.response() && lab.der().starts_with('\x30'); }},
      {"Critical", "extension", Node{},
       [](const OcspLab& lab) {
         return lab.verified() && OCSP_BASICRESP_get_ext_by_critical(lab.basic(), 1, -1) >= 0;
       }},
      {"InASingleResponse", "extension", with({{"in", "single"}}),
       [](const OcspLab& lab) {
         return lab.verified() &&
                OCSP_SINGLERESP_get_ext_by_critical(OCSP_resp_get0(lab.basic(), 0), 1, -1) >= 0;
       }},
      {"Huge", "extension", with({{"critical", "false"}, {"bytes", "1MiB"}}),
       [](const OcspLab& lab) { return lab.verified() && lab.der().size() > 1024 * 1024; }},
  };
}

std::vector<FaultCase> all_cases() {
  std::vector<FaultCase> all = cases_of_status();
  for (const auto& more : {cases_of_trust(), cases_of_bytes()})
    all.insert(all.end(), more.begin(), more.end());
  return all;
}

class FaultOnTheWire : public testing::TestWithParam<FaultCase> {};

TEST_P(FaultOnTheWire, IsSeenWithItAndNotWithoutIt) {
  const FaultCase& one = GetParam();
  OcspLab spoiled(one.fault, one.parameters);
  spoiled.ask(one.with_nonce);
  EXPECT_TRUE(one.seen(spoiled));
  EXPECT_EQ(spoiled.acted(), 1U);
  OcspLab healthy("", Node{});
  healthy.ask(one.with_nonce);
  EXPECT_FALSE(one.seen(healthy));
  EXPECT_TRUE(healthy.verified() && healthy.status());
  EXPECT_EQ(healthy.acted(), 0U);
}

std::string name_of(const testing::TestParamInfo<FaultCase>& info) {
  std::string name = "Ocsp";
  for (const std::string& word : text::split(info.param.fault, '-'))
    name += static_cast<char>(word[0] - 'a' + 'A') + word.substr(1);
  return name + info.param.title;
}

INSTANTIATE_TEST_SUITE_P(Wire, FaultOnTheWire, testing::ValuesIn(all_cases()), name_of);

TEST(OcspFaults, EachHasAWireTest) {
  std::set<std::string> tested;
  for (const FaultCase& one : all_cases()) tested.insert(one.fault);
  for (const auto& [id, entry] : fault::Catalog::instance().entries()) {
    if (entry.info.layer != "ocsp") continue;
    EXPECT_EQ(tested.count(std::string(entry.info.name)), 1U) << id;
  }
}

TEST(OcspFaults, ActForTheCertificateThatTheTriggerNames) {
  fault::Trigger of_the_leaf;
  of_the_leaf.when.name = "tetra-defs.*.cisco.com";
  OcspLab named("certificate-status", Node{}, of_the_leaf);
  named.ask();
  EXPECT_TRUE(says(named, V_OCSP_CERTSTATUS_REVOKED, OCSP_REVOKED_STATUS_KEYCOMPROMISE));
  fault::Trigger of_the_authority;
  of_the_authority.when.name = "Server CA O1";
  OcspLab other("certificate-status", Node{}, of_the_authority);
  other.ask();
  EXPECT_TRUE(says(other, V_OCSP_CERTSTATUS_GOOD, -1));
  EXPECT_EQ(other.acted(), 0U);
}

TEST(OcspFaults, RefuseParametersThatMakeNoAnswer) {
  const auto problem_of = [](const char* fault, const Node& parameters) {
    return !make_fault(*fault::Catalog::instance().find("ocsp", fault), parameters).has_value();
  };
  EXPECT_TRUE(problem_of("certificate-status", with({{"reason", "boredom"}})));
  EXPECT_TRUE(problem_of("times", with({{"this-update", "5"}})));
  EXPECT_TRUE(problem_of("signer", scalar_node("nobody")));
  EXPECT_TRUE(problem_of("signer", with({{"certificate", "perhaps"}})));
  EXPECT_TRUE(problem_of("cert-id", scalar_node("colour")));
  EXPECT_TRUE(problem_of("response-type", scalar_node("not an oid")));
  EXPECT_TRUE(problem_of("extension", with({{"bytes", "1GiB"}})));
  EXPECT_TRUE(problem_of("signature", with({{"digest", "md5"}})));
}

}  // namespace
}  // namespace tetra::ocsp
