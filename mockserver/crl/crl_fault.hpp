#pragma once
#include "certs/crl.hpp"
#include "engine/fault/plan.hpp"
#include "mockserver/revocation/answer_params.hpp"

namespace tetra::crl {

/// How a list is made: its specification, and the book of what is revoked (a copy that a fault may
/// write into).
struct List {
  certs::CrlSpec spec;
  certs::RevocationBook book;
  const certs::Pki& pki;
};

/// What spoils a CRL.
class Fault : public fault::Fault {
 public:
  /// Before it is signed.
  virtual void on_list(List& /*list*/) {}
  /// Once it is made: the list's bytes.
  virtual void on_bytes(std::string& /*bytes*/) {}
};

inline const std::vector<std::string_view> crl_service{"crl"};

}  // namespace tetra::crl
