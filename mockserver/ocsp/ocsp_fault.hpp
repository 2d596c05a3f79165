#pragma once
#include "certs/ocsp_answer.hpp"
#include "engine/fault/plan.hpp"

namespace tetra::ocsp {

/// What spoils an OCSP answer. `acted` is called by the responder once the answer has been made.
class Fault : public fault::Fault {
 public:
  virtual void on_answer(const certs::OcspRequestInfo& request, certs::OcspAnswerSpec& answer) = 0;
};

inline const std::vector<std::string_view> ocsp_service{"ocsp"};

}  // namespace tetra::ocsp
