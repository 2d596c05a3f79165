#include "proxy-sim/inspection_authority.hpp"

#include <openssl/ssl.h>

#include <stdexcept>

#include "certs/crl.hpp"
#include "certs/trust_files.hpp"

namespace tetra::proxy {
namespace {

constexpr std::string_view leaf_list = "/inspection/leaf.crl";
constexpr std::string_view intermediate_list = "/inspection/intermediate.crl";
constexpr std::string_view dead_host = "http://crl.inspection.corp.example";

constexpr std::size_t most_key_log = 16 << 20;  // memory must not follow the peers

void write_key_line(const SSL* ssl, const char* line) {
  auto* log = static_cast<std::string*>(SSL_CTX_get_app_data(SSL_get_SSL_CTX(ssl)));
  if (log != nullptr && log->size() < most_key_log) log->append(line).append("\n");
}

void set_list(certs::CertificateSpec& spec, const std::string& url) {
  spec.ocsp_url = "";
  spec.ca_issuers_url = "";
  spec.crl_url = url;
}

}  // namespace

Result<std::shared_ptr<InspectionAuthority>> InspectionAuthority::create(
    std::vector<std::string> hosts, const std::string& own_url) {
  certs::PkiOptions options;
  options.hosts = std::move(hosts);
  options.crl_url_leaf = own_url + std::string(leaf_list);
  options.crl_url_intermediate = own_url + std::string(intermediate_list);
  auto pki = certs::Pki::create(std::move(options));
  if (!pki) return fail(pki.error());
  return std::shared_ptr<InspectionAuthority>(new InspectionAuthority(std::move(*pki)));
}

std::string InspectionAuthority::root_hash_name() const {
  return certs::subject_hash_name(pki_.certificate(certs::Authority::root));
}

std::optional<std::string> InspectionAuthority::list_at(std::string_view path) const {
  if (path != leaf_list && path != intermediate_list) return std::nullopt;
  certs::CrlSpec spec;
  spec.issuer = path == leaf_list ? certs::Authority::intermediate : certs::Authority::root;
  return certs::encode_crl(pki_, pki_.revocations(), spec);
}

Result<std::shared_ptr<SSL_CTX>> InspectionAuthority::context_for(const std::string& host,
                                                                  const Inspection& inspection) {
  certs::LeafSpec leaf = inspection.leaf;
  if (!leaf.hosts) leaf.hosts = {host};
  if (inspection.pointers != Inspection::Pointers::own) {
    const bool none = inspection.pointers == Inspection::Pointers::none;
    set_list(leaf.certificate, none ? "" : std::string(dead_host) + std::string(leaf_list));
    set_list(leaf.authorities[certs::Authority::intermediate],
             none ? "" : std::string(dead_host) + std::string(intermediate_list));
  }
  auto identity = pki_.issue(leaf);
  if (!identity) return fail(identity.error());
  std::shared_ptr<SSL_CTX> made(SSL_CTX_new(TLS_server_method()), SSL_CTX_free);
  if (!made) throw std::runtime_error("SSL_CTX_new failed");
  SSL_CTX_set_num_tickets(made.get(), 0);
  SSL_CTX_set_options(made.get(),
                      SSL_OP_NO_TICKET | SSL_OP_NO_RENEGOTIATION | SSL_OP_IGNORE_UNEXPECTED_EOF);
  SSL_CTX_set_session_cache_mode(made.get(), SSL_SESS_CACHE_OFF);
  certs::install(made.get(), *identity);
  SSL_CTX_set_app_data(made.get(), key_log_);
  SSL_CTX_set_keylog_callback(made.get(), write_key_line);
  if (inspection.min_version != 0)
    SSL_CTX_set_min_proto_version(made.get(), inspection.min_version);
  if (inspection.max_version != 0)
    SSL_CTX_set_max_proto_version(made.get(), inspection.max_version);
  const bool old = inspection.max_version != 0 && inspection.max_version < TLS1_2_VERSION;
  if (old)
    SSL_CTX_set_security_level(made.get(),
                               0);  // OpenSSL 3 has SHA-1 and MD5 in TLS 1.1's PRF at level 0 only
  return made;
}

}  // namespace tetra::proxy
