#pragma once
#include <chrono>
#include <string>
#include <string_view>
#include <unordered_map>

#include "mockserver/ocsp/ocsp_fault.hpp"

namespace tetra::ocsp {

/// Answers OCSP requests from the lab's PKI. Lives as long as the world.
class Responder {
 public:
  Responder(const certs::Pki& pki, fault::Plan<Fault>& plan) : pki_(pki), plan_(plan) {}

  struct Answer {
    std::string der;
    std::vector<wire::Acted> acted;  ///< to be told once the answer is on the wire
  };
  /// `request` is DER, from a POST body or a GET path. A malformed one gets `malformedRequest` (RFC
  /// 6960 section 2.3).
  Answer answer(std::string_view request, const fault::Context& context);

  /// The DER of a GET path: base64, percent-encoded (RFC 6960 appendix A.1); empty when it is none.
  static std::string request_of_path(std::string_view path);

 private:
  const certs::Pki& pki_;
  fault::Plan<Fault>& plan_;
  std::unordered_map<std::string, std::string> kept_;
  std::uint64_t kept_version_ = 0;
  std::chrono::steady_clock::time_point kept_since_{};
};

}  // namespace tetra::ocsp
