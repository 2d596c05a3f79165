#pragma once
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "connector/connector.hpp"
#include "tests/unit/connector/test_pki.hpp"
#include "tests/unit/connector/test_server.hpp"

namespace tetra::connector::test {

inline constexpr const char* definitions_host = "tetra-defs.amp.cisco.com";
/// Files to publish where it does not matter which.
inline const std::map<std::string, std::string> small_set{{"base.cvd", std::string(100000, 'b')}};

/// What one run of the connector left.
struct Observed {
  int exit = -1;
  nlohmann::json json;
  std::string lasterror;  ///< by XPath //tetra/lasterror out of local.xml
  std::string out;
  std::string err;
};

/// A tiny healthy world, whose knobs are set before `run`. Everything on 127.0.0.1 and free ports.
class World {
 public:
  World();
  ~World();

  /// Makes versions.id, manifest, signature and payloads of a version from plain files.
  void publish(std::uint64_t version, const std::map<std::string, std::string>& plain);
  void use_leaf(const Wanted& wanted, const Identity* issuer,
                const std::vector<const Identity*>& chain);
  /// The older definitions host: plain HTTP, no certificate.
  void use_plain_http();
  void use_proxy(std::uint16_t port, const std::string& extra = "");
  void write_policy();
  Observed run();
  std::string installed(const std::string& path) const;
  std::vector<std::string> requests();
  int count(const std::string& part);

  /// How the update server ends the body of `cut_path` after `cut_at` bytes, `cuts` times.
  enum class Cut { fin, reset, close_notify, stall };
  std::string cut_path;
  std::size_t cut_at = 0;
  Cut cut = Cut::fin;
  int cuts = 0;

  Identity root, intermediate, leaf;
  std::map<std::string, std::string> files;  ///< path to body, of the update server
  int ocsp_status = V_OCSP_CERTSTATUS_GOOD;
  bool ocsp_up = true;
  bool crl_up = true;
  std::vector<const X509*> revoked;
  std::string policy_ssl;  ///< inside conn/ssl
  std::string server = definitions_host;
  int requests_per_connection = 1000000;  ///< then the update server closes without a word
  std::function<void()> on_request = [] {};
  Options options;
  std::vector<ConnectTo> more_connect_to;  ///< before the world's own
  std::filesystem::path home;
  std::unique_ptr<Server> update;
  std::unique_ptr<Server> authority;
  Key signing_key;

 private:
  void serve_updates(Peer& peer);
  void serve_authority(Peer& peer);
  bool send_file(Peer& peer, const std::string& request, const std::string& body);
  std::string proxy_;
  std::mutex mutex_;
  std::vector<std::string> requests_;
};

}  // namespace tetra::connector::test
