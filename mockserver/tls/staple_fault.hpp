#pragma once
#include "mockserver/tls/tls_fault.hpp"

namespace tetra::tls {

/// Reads what a `staple` entry says of the OCSP response; the zero parameters are an honest, good
/// one.
Staple read_staple(fault::Params& params);

}  // namespace tetra::tls
