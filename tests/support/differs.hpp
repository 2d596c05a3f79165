#pragma once
#include <functional>
#include <string>

#include "tests/support/server.hpp"

namespace tetra::test {

/// What the client asks and how it listens.
using Ask = std::function<Heard(RawClient&)>;
/// What must hold for what it heard.
using Check = std::function<bool(const Heard&)>;

/// `GET / HTTP/1.1` with `Connection: close`, then everything to the end.
Heard get(RawClient& client);
/// Sends the request, then listens until the peer ends or is silent for that long.
Ask ask(std::string request, std::chrono::milliseconds quiet = patience);

/// The check holds against a server with the fault, and fails against one without; the journal of
/// the first tells once that the fault acted, that of the second never.
void expect_differs(const Line& fault, const HttpServer::Answer& answer, const Check& check,
                    const Ask& asking = get);

/// The fault is armed and its trigger fires, but the peer gets what it would get without it, and
/// the journal never says it acted.
void expect_no_difference(const Line& fault, const HttpServer::Answer& answer,
                          const Ask& asking = get);

/// An answer of that status-200 body, without a Date, the same every time.
HttpServer::Answer body_of(std::string body);
/// `n` bytes that repeat nowhere, from a seed.
std::string noise(std::size_t n);

}  // namespace tetra::test
