#!/usr/bin/env bash
# Installs the Debian packages named on its command line; run as root by ./lab. Starts no daemon: policy-rc.d forbids it
# for the time of the installation, and a daemon that came along is switched off for the next boot as well.
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive LC_ALL=C PATH="$PATH:/usr/sbin:/sbin"

policy=/usr/sbin/policy-rc.d
mark='# Made by TETRA Lab while it installs packages.'
log=$(mktemp)
daemons=(nginx squid)
policy_is_ours=

say() { printf 'lab: %s\n' "$*" >&2; }

cleanup() {
  [[ -z $policy_is_ours ]] || rm -f "$policy"
  rm -f "$log"
}
trap cleanup EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# An administrator's own policy-rc.d stays; one that we left behind when we were killed is taken over.
forbid_daemons() {
  [[ ! -e $policy ]] || grep -qxF "$mark" "$policy" || return 0
  policy_is_ours=yes
  printf '#!/bin/sh\n%s\nexit 101\n' "$mark" >"$policy.tetra-lab"
  chmod 755 "$policy.tetra-lab"
  mv -f "$policy.tetra-lab" "$policy"
}

# Prints the steps of apt's status lines (apt's README.progress-reporting), a line for each quarter.
show_progress() {
  local kind percent rest shown=
  while IFS=: read -r kind _ percent rest; do
    percent=${percent%%.*}
    case $kind in
      dlstatus) kind=downloading ;;
      pmstatus) kind=installing ;;
      *) continue ;;
    esac
    [[ $percent =~ ^[0-9]+$ && $kind$((percent / 25)) != "$shown" ]] || continue
    shown=$kind$((percent / 25))
    say "$kind $((percent / 25 * 25)) %"
  done
}

apt() {
  apt-get -q -y -o DPkg::Lock::Timeout=600 -o Dpkg::Use-Pty=0 -o Acquire::Retries=3 "$@" >>"$log" 2>&1 </dev/null 9>&-
}

apt_install() {
  apt install --no-install-recommends -o APT::Status-Fd=3 "$@" 3>&1 | show_progress
}

# Debian's index is fetched only where the one that is here does not know all packages, or names files that are gone.
install_all() {
  if apt install --simulate --no-install-recommends "$@" && apt_install "$@"; then return; fi
  say "fetching Debian's package index"
  apt update && apt_install "$@"
}

has_service() { [[ -e /etc/init.d/$1 || -e /lib/systemd/system/$1.service ]]; }

exec 9>/run/tetra-lab-install.lock
flock 9
forbid_daemons
new_daemons=()
for daemon in "${daemons[@]}"; do
  has_service "$daemon" || new_daemons+=("$daemon")
done
say "installing $# Debian packages: $*"
if ! install_all "$@"; then
  tail -n 30 "$log" >&2
  say 'apt-get could not install them; its last lines are above'
  exit 2
fi
for daemon in "${new_daemons[@]}"; do
  if has_service "$daemon"; then update-rc.d "$daemon" disable >/dev/null 2>&1 || true; fi
done
