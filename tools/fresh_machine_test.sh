#!/usr/bin/env bash
# Runs one ./lab command on a new Debian 12 machine: a minbase root from debootstrap that holds the committed tree and nothing else of ours.
# Packages come from where this machine's apt gets them. Everything is mounted in a namespace of its own and gone afterwards.
set -euo pipefail

usage() {
  cat <<'TEXT'
usage: tools/fresh_machine_test.sh [OPTION…] LAB_ARGUMENT…     for example: tools/fresh_machine_test.sh test
  --root DIR   keep the machine in DIR; one that is there already is used again as it is
  --to PATH    where the tree lies on the machine (default: /srv/tetra-lab)
  --user NAME  run as this ordinary user, made without sudo
  --no-proc    leave /proc unmounted
exit status: that of ./lab; 3 when no machine could be made
TEXT
}

root='' tree=/srv/tetra-lab user=root proc=yes
while (($#)); do
  case $1 in
    --root) root=$(realpath -m -- "$2") && shift 2 ;;
    --to) tree=$2 && shift 2 ;;
    --user) user=$2 && shift 2 ;;
    --no-proc) proc='' && shift ;;
    -h | --help) usage && exit ;;
    *) break ;;
  esac
done
(($#)) || { usage >&2; exit 2; }
((EUID == 0)) || { echo "this test needs root: debootstrap and chroot do" >&2; exit 3; }

# In namespaces of its own, no mount and no process outlives this script, however it ends.
if [[ -z ${TETRA_FRESH_MACHINE:-} ]]; then
  export TETRA_FRESH_MACHINE=$root
  [[ -n $root ]] || TETRA_FRESH_MACHINE=$(mktemp -d)
  status=0 flags=()
  [[ -n $proc ]] || flags=(--no-proc)
  unshare --mount --propagation private --pid --fork --kill-child -- \
    "$0" --root "$TETRA_FRESH_MACHINE" --to "$tree" --user "$user" "${flags[@]}" "$@" || status=$?
  [[ -n $root ]] || rm -rf --one-file-system -- "$TETRA_FRESH_MACHINE"
  exit "$status"
fi

say() { printf 'fresh machine: %s\n' "$*"; }

# This machine's Debian 12 sources, as lines for sources.list.
sources() {
  # shellcheck disable=SC2016  # apt's own variables
  apt-get indextargets --format 'deb $(REPO_URI) $(RELEASE) $(COMPONENT)' 'Identifier: Packages' 'Component: main' |
    grep -E ' bookworm(-updates|-security)? main$' | sort -u
}

make_machine() {
  local mirror log
  log=$(mktemp)
  mirror=$(sources | sed -n 's/^deb \(.*\) bookworm main$/\1/p' | head -n 1)
  [[ -n $mirror ]] || { say "this machine's apt has no source for bookworm; run apt-get update first"; return 1; }
  say "debootstrap into $root"
  debootstrap --variant=minbase bookworm "$root" "$mirror" >"$log" 2>&1 || { tail -n 20 "$log"; return 1; }
  rm -f -- "$log"
  sources >"$root/etc/apt/sources.list"
  # How this machine's apt reaches its mirror: proxies and the like, without its hooks.
  apt-config dump Acquire >"$root/etc/apt/apt.conf.d/90host"
}

# The committed tree without its history: git is not on the machine.
copy_tree() {
  local source
  source=$(dirname -- "$(dirname -- "$(readlink -f -- "$0")")")
  mkdir -p -- "$root$tree"
  git -c safe.directory='*' -C "$source" archive HEAD | tar -x -C "$root$tree"
  [[ $user == root ]] || chroot "$root" chown -R "$user:" "$tree"
}

[[ -x $root/usr/bin/apt-get ]] || make_machine || exit 3
cp -L /etc/resolv.conf /etc/hosts "$root/etc/"
[[ -z $proc ]] || mount -t proc proc "$root/proc"
[[ $user == root ]] || chroot "$root" id "$user" >/dev/null 2>&1 || chroot "$root" useradd --create-home "$user"
copy_tree

proxies=()
for name in http_proxy https_proxy no_proxy; do
  [[ -z ${!name:-} ]] || proxies+=("$name=${!name}")
done
say "./lab $* as $user in $tree"
SECONDS=0 status=0
if [[ $user == root ]]; then switch=(); else switch=(setpriv --reuid "$user" --regid "$user" --init-groups); fi
env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "${proxies[@]}" \
  chroot "$root" "${switch[@]}" "$tree/lab" "$@" </dev/null || status=$?
say "./lab $* ended with $status after $SECONDS s"
exit "$status"
