#pragma once
#include <sys/resource.h>

namespace tetra::wire {

/// Lets this process hold as many connections as the machine allows: raises RLIMIT_NOFILE's soft
/// limit to its hard one. Never fails; without it the accept loop waits for free descriptors.
void allow_many_connections();

/// While it lives, a child gets the soft limit that this process was started with: a client must
/// not see the lab's.
class OrdinaryDescriptors {
 public:
  OrdinaryDescriptors();
  ~OrdinaryDescriptors();
  OrdinaryDescriptors(const OrdinaryDescriptors&) = delete;
  OrdinaryDescriptors& operator=(const OrdinaryDescriptors&) = delete;

 private:
  rlimit before_{};
};

}  // namespace tetra::wire
