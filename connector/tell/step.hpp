#pragma once
#include <string_view>

#include "connector/tell/language.hpp"

namespace tetra::connector {

/// What the connector does and sees, in the order in which an update comes to it. One row of the
/// table in step.cpp each.
enum class Step {
  attempt,
  lookup,
  lookup_pinned,
  addresses,
  lookup_failed,
  connecting,
  connected,
  connect_failed,
  proxy_ask,
  proxy_answer,
  socks_ask,
  socks_answer,
  pac_fetch,
  pac_answer,
  tls_begin,
  tls_done,
  certificate,
  chain_good,
  chain_bad,
  verification_off,
  revocation_off,
  ocsp_ask,
  ocsp_answer,
  ocsp_none,
  crl_ask,
  crl_answer,
  crl_none,
  no_pointers,
  request,
  reply,
  reconnect,
  resume,
  restart,
  version,
  manifest,
  signature_good,
  file,
  swapped,
  up_to_date,
  result,
  check,
  own_code,
  waiting,
  stopped,
  count,  ///< not a step: how many there are
};

/// The word is stable and for the log; the sentence has `{name}` where a value goes.
struct StepRow {
  Step step;
  std::string_view word;
  Phrase sentence;
};
const StepRow& row_of(Step step);

}  // namespace tetra::connector
