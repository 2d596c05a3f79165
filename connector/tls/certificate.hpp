#pragma once
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>

#include <string>

#include "connector/tell/outcome.hpp"
#include "connector/tell/trace.hpp"

namespace tetra::connector {

/// The common name, or the whole subject on one line where there is none.
std::string subject_of(const X509* certificate);
/// `2023-05-18 20:13:58 UTC`; `?` for a time that is none.
std::string time_text(const ASN1_TIME* time);
/// One step for each certificate that the server sent.
void trace_certificates(STACK_OF(X509) * served, Trace& trace);
/// Why X509_verify_cert said no, told by its error and the depth at which it stood.
Outcome chain_outcome(X509_STORE_CTX* store);

}  // namespace tetra::connector
