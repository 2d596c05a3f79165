#include "engine/wire/descriptors.hpp"

#include <optional>

namespace tetra::wire {
namespace {

// Of the start of the process; nullopt until it is raised.
std::optional<rlim_t> ordinary;

}  // namespace

void allow_many_connections() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  if (!ordinary) ordinary = limit.rlim_cur;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

// Descriptors above a lowered limit stay open.
OrdinaryDescriptors::OrdinaryDescriptors() {
  ::getrlimit(RLIMIT_NOFILE, &before_);
  rlimit lowered = before_;
  lowered.rlim_cur = ordinary.value_or(before_.rlim_cur);
  ::setrlimit(RLIMIT_NOFILE, &lowered);
}

OrdinaryDescriptors::~OrdinaryDescriptors() {
  ::setrlimit(RLIMIT_NOFILE, &before_);
}

}  // namespace tetra::wire
