#include "certs/verification.hpp"

#include <openssl/err.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <algorithm>

#include "certs/extension.hpp"

namespace tetra::certs {
namespace {

using Store = Owned<X509_STORE, X509_STORE_free>;
using Context = Owned<X509_STORE_CTX, X509_STORE_CTX_free>;

struct FreeStack {
  void operator()(STACK_OF(X509) * stack) const { sk_X509_free(stack); }
};

// OpenSSL tells some errors twice when it is told to go on.
int note(int ok, X509_STORE_CTX* context) {
  auto& errors = *static_cast<std::vector<VerifyError>*>(X509_STORE_CTX_get_app_data(context));
  const VerifyError error{X509_STORE_CTX_get_error(context),
                          X509_STORE_CTX_get_error_depth(context)};
  if (ok == 0 && std::find(errors.begin(), errors.end(), error) == errors.end())
    errors.push_back(error);
  return 1;
}

void add_crl(X509_STORE* store, const std::string& der) {
  const auto* bytes = reinterpret_cast<const unsigned char*>(der.data());
  const Owned<X509_CRL, X509_CRL_free> crl(
      require(d2i_X509_CRL(nullptr, &bytes, static_cast<long>(der.size())), "d2i_X509_CRL"));
  require(X509_STORE_add_crl(store, crl.get()), "X509_STORE_add_crl");
}

Store trusting(const Identity& identity, const VerifyOptions& options) {
  Store store(require(X509_STORE_new(), "X509_STORE_new"));
  auto trusted = options.trusted;
  if (trusted.empty()) trusted.push_back(identity.trust_anchor);
  for (const auto& certificate : trusted)
    require(X509_STORE_add_cert(store.get(), certificate.get()), "X509_STORE_add_cert");
  for (const auto& crl : options.crls) add_crl(store.get(), crl);
  return store;
}

void ask(X509_VERIFY_PARAM* parameters, const VerifyOptions& options) {
  X509_VERIFY_PARAM_set_purpose(parameters, X509_PURPOSE_SSL_SERVER);
  X509_VERIFY_PARAM_set_auth_level(parameters, options.security_level);
  X509_VERIFY_PARAM_set_time(parameters, std::chrono::system_clock::to_time_t(options.at));
  if (!options.crls.empty())
    X509_VERIFY_PARAM_set_flags(parameters, X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL);
  if (options.host.empty()) return;
  if (ip_address(options.host).empty()) {
    require(X509_VERIFY_PARAM_set1_host(parameters, options.host.c_str(), 0),
            "X509_VERIFY_PARAM_set1_host");
  } else {
    require(X509_VERIFY_PARAM_set1_ip_asc(parameters, options.host.c_str()),
            "X509_VERIFY_PARAM_set1_ip_asc");
  }
}

}  // namespace

std::vector<VerifyError> verify(const Identity& identity, const VerifyOptions& options) {
  std::vector<VerifyError> errors;
  const auto store = trusting(identity, options);
  const std::unique_ptr<STACK_OF(X509), FreeStack> sent(
      require(sk_X509_new_null(), "sk_X509_new_null"));
  for (const auto& certificate : identity.chain)
    require(sk_X509_push(sent.get(), certificate.get()), "sk_X509_push");
  const Context context(require(X509_STORE_CTX_new(), "X509_STORE_CTX_new"));
  require(X509_STORE_CTX_init(context.get(), store.get(), identity.leaf.get(), sent.get()),
          "X509_STORE_CTX_init");
  ask(X509_STORE_CTX_get0_param(context.get()), options);
  X509_STORE_CTX_set_app_data(context.get(), &errors);
  X509_STORE_CTX_set_verify_cb(context.get(), note);
  X509_verify_cert(context.get());
  ERR_clear_error();  // A broken signature leaves its reason in the queue of whoever runs next.
  return errors;
}

}  // namespace tetra::certs
