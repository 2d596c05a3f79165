#pragma once
#include <string>

#include "harness/clients/client.hpp"
#include "harness/judge/observation.hpp"

namespace tetra::judge {

/// Whether an observed value is what an expectation of this client asks for. A word of the client's
/// file stands for its matcher; everything else is matched as it is.
bool matches(const scenario::Matcher& matcher, const std::string& probe,
             const scenario::Observed& observed, const clients::Client& client);

/// What an attempt gave under that name: a probe's value, or for `ends` how it ended.
scenario::Observed probe_value(const AttemptObservation& attempt, const std::string& probe);

/// Whether the client said that all went well, as its file describes that.
bool claims_success(const clients::Client& client, const AttemptObservation& attempt);

}  // namespace tetra::judge
