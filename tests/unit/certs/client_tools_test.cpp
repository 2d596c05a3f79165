#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "certs/crl.hpp"
#include "certs/trust_files.hpp"
#include "tests/unit/certs/ocsp_exchange.hpp"

namespace tetra::certs {
namespace {

namespace fs = std::filesystem;

/// Runs real programs on what the PKI made, in a folder of its own.
class ClientTools : public testing::Test {
 protected:
  ClientTools() {
    auto pattern = (fs::temp_directory_path() / "tetra-certs-XXXXXX").string();
    if (!mkdtemp(pattern.data())) throw std::runtime_error("no temporary folder");
    folder_ = pattern;
  }
  ~ClientTools() override { fs::remove_all(folder_); }

  void write(const std::string& name, const std::string& bytes) const {
    std::ofstream(folder_ / name, std::ios::binary) << bytes;
  }

  /// Exit status, then all that the command printed.
  std::pair<int, std::string> run(const std::string& command) const {
    const auto line = "cd '" + folder_.string() + "' && timeout 20 " + command + " 2>&1 </dev/null";
    FILE* pipe = popen(line.c_str(), "r");
    std::string output;
    for (int c = 0; (c = std::fgetc(pipe)) != EOF;) output += static_cast<char>(c);
    return {WEXITSTATUS(pclose(pipe)), output};
  }

  void write_identity(const Identity& identity) const {
    write("leaf.pem", to_pem(identity.leaf));
    write("chain.pem", chain_pem(identity));
    write("root.pem", to_pem(identity.trust_anchor));
    if (identity.issuer) write("issuer.pem", to_pem(identity.issuer));
  }

  Pki pki_ = make_pki();
  fs::path folder_;
};

TEST_F(ClientTools, OpensslVerifyTellsTheSameErrors) {
  const std::string verify = "openssl verify -auth_level 2 -purpose sslserver -verify_hostname " +
                             std::string(kHost) + " -CAfile root.pem -untrusted chain.pem leaf.pem";
  for (const auto& profile : leaf_profiles()) {
    write_identity(issue(pki_ = make_pki(), profile.name));
    const auto [exit, output] = run(verify);
    if (profile.verify_error == 0) {
      EXPECT_EQ(exit, 0) << profile.name << "\n" << output;
    } else {
      EXPECT_NE(output.find("error " + std::to_string(profile.verify_error) + " at"),
                std::string::npos)
          << profile.name << "\n"
          << output;
    }
  }
}

TEST_F(ClientTools, TheHealthyChainIsGoodUnderX509Strict) {
  write_identity(issue(pki_));
  const auto [exit, output] =
      run("openssl verify -x509_strict -CAfile root.pem -untrusted chain.pem leaf.pem");
  EXPECT_EQ(exit, 0) << output;
}

TEST_F(ClientTools, OpensslVerifyReadsTheLists) {
  const auto identity = issue(pki_, "revoked");
  write_identity(identity);
  write("lists.pem", encode_crl(pki_, pki_.revocations(), {.format = CrlSpec::Format::pem}) +
                         encode_crl(pki_, pki_.revocations(),
                                    {.issuer = Authority::root, .format = CrlSpec::Format::pem}));
  const auto [exit, output] =
      run("openssl verify -crl_check_all -CRLfile lists.pem -CAfile root.pem -untrusted chain.pem "
          "leaf.pem");
  EXPECT_EQ(exit, 2);
  EXPECT_NE(output.find("error 23 at 0 depth lookup: certificate revoked"), std::string::npos)
      << output;
}

TEST_F(ClientTools, OpensslOcspReadsRequestAndAnswer) {
  const auto identity = issue(pki_);
  write_identity(identity);
  ASSERT_EQ(run("openssl ocsp -issuer issuer.pem -cert leaf.pem -reqout request.der").first, 0);
  std::ifstream file(folder_ / "request.der", std::ios::binary);
  const std::string der{std::istreambuf_iterator<char>(file), {}};
  const auto request = parse_ocsp_request(der);
  ASSERT_TRUE(request) << to_string(request.error());
  const std::string read =
      "openssl ocsp -respin answer.der -no_nonce -issuer issuer.pem -cert leaf.pem -CAfile "
      "root.pem";
  write("answer.der", encode_ocsp(pki_, pki_.revocations(), *request));
  EXPECT_NE(run(read).second.find("leaf.pem: good"), std::string::npos) << run(read).second;
  EXPECT_NE(run(read).second.find("Response verify OK"), std::string::npos);
  pki_.revocations().revoke(*identity.id, RevocationReason::key_compromise, pki_.options().now);
  write("answer.der", encode_ocsp(pki_, pki_.revocations(), *request));
  EXPECT_NE(run(read).second.find("leaf.pem: revoked"), std::string::npos);
  EXPECT_NE(run(read).second.find("Reason: keyCompromise"), std::string::npos);
}

TEST_F(ClientTools, OpensslFindsTheRootByItsHashName) {
  write_identity(issue(pki_));
  fs::create_directory(folder_ / "roots");
  write("roots/" + subject_hash_name(pki_.certificate(Authority::root)), pki_.root_pem());
  const auto [exit, output] =
      run("openssl verify -no-CAfile -CApath roots -untrusted chain.pem leaf.pem");
  EXPECT_EQ(exit, 0) << output;
}

TEST_F(ClientTools, OpensslReadsTheCaIssuersFile) {
  write("ca.p7c", certificates_p7c({pki_.certificate(Authority::intermediate)}));
  EXPECT_EQ(run("openssl pkcs7 -inform DER -in ca.p7c -print_certs").second.find("unable"),
            std::string::npos);
  EXPECT_NE(
      run("openssl pkcs7 -inform DER -in ca.p7c -print_certs").second.find("CN = Server CA O1"),
      std::string::npos);
}

TEST_F(ClientTools, GnutlsAgrees) {
  if (run("certtool --version").first != 0)
    GTEST_SKIP() << "certtool (gnutls-bin) is not installed";
  const std::string verify =
      "certtool --verify --verify-hostname " + std::string(kHost) +
      " --verify-purpose 1.3.6.1.5.5.7.3.1 --load-ca-certificate root.pem --infile chain.pem";
  for (const auto* name :
       {"good", "root-sent", "rsa-2048", "must-staple", "leaf-is-ca", "no-revocation-pointers"}) {
    write_identity(issue(pki_, name));
    const auto [exit, output] = run(verify);
    EXPECT_EQ(exit, 0) << name << "\n" << output;
  }
  for (const auto* name : {"expired", "not-yet-valid", "wrong-host", "self-signed", "unknown-root",
                           "missing-intermediate", "signature-over-other-content",
                           "name-not-permitted", "issuer-not-ca", "client-only"}) {
    write_identity(issue(pki_, name));
    const auto [exit, output] = run(verify);
    EXPECT_NE(exit, 0) << name << "\n" << output;
  }
}

}  // namespace
}  // namespace tetra::certs
