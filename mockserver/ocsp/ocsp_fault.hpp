#pragma once
#include "certs/ocsp_answer.hpp"
#include "engine/fault/plan.hpp"
#include "mockserver/revocation/answer_params.hpp"

namespace tetra::ocsp {

/// What spoils an OCSP answer. `acted` is called by the responder once the answer has been made.
class Fault : public fault::Fault {
 public:
  /// Before it is signed.
  virtual void on_answer(const certs::OcspRequestInfo& /*request*/,
                         certs::OcspAnswerSpec& /*answer*/) {}
  /// Once it is made: the OCSPResponse's bytes.
  virtual void on_der(std::string& /*der*/) {}
};

inline const std::vector<std::string_view> ocsp_service{"ocsp"};

}  // namespace tetra::ocsp
