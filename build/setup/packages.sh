#!/usr/bin/env bash
# Installs the Debian packages that running (or, with "test", testing) the product needs and this machine lacks.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
purpose=${1:-run}

wanted=()
need() { # package, check...
  local package=$1
  shift
  "$@" || wanted+=("$package")
}

engine_answers || { need docker.io has dockerd; need iptables has iptables; has docker || wanted+=(docker.io); }
need openssh-client has ssh
need git has git
need tmux has tmux
need libsqlite3-0 has_library libsqlite3.so.0
need curl has curl
need mmdebstrap has mmdebstrap
if [ "$purpose" = test ]; then
  need openssh-server has sshd
  need rsync has rsync
  need busybox has busybox
  need tini has tini
  need systemd has systemd-analyze
  need fonts-dejavu-core test -f /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf
  if ! has chromium; then
    # Ubuntu's package only points at a snap, which a script cannot count on.
    if [ "$(distribution)" = ubuntu ]; then note_missing "Chromium (browser tests)" "snap install chromium"; else wanted+=(chromium); fi
  fi
fi

if [ ${#wanted[@]} -gt 0 ]; then
  mapfile -t wanted < <(printf '%s\n' "${wanted[@]}" | sort -u)
  if may_install; then
    say "installing: ${wanted[*]}   (ANCHORAGE_SETUP=no switches this off)"
    # No service starts by being installed: the engine is started by engine.sh, and sshd is here for the tests alone.
    policy=/usr/sbin/policy-rc.d
    if [ ! -e $policy ]; then
      printf '#!/bin/sh\nexit 101\n' >$policy && chmod 755 $policy
      trap 'rm -f $policy' EXIT
    fi
    options=(-q -y -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0)
    export DEBIAN_FRONTEND=noninteractive
    log=$(mktemp)
    if ! { apt-get "${options[@]}" update && apt-get "${options[@]}" install --no-install-recommends "${wanted[@]}"; } >"$log" 2>&1; then
      tail -n 30 "$log" >&2
      say "apt-get could not install ${wanted[*]}"
      exit 1
    fi
    rm -f "$log"
    if has_systemd && [[ " ${wanted[*]} " == *" openssh-server "* ]]; then
      systemctl disable --now ssh.service ssh.socket >/dev/null 2>&1 || true
    fi
  else
    note_missing "packages: ${wanted[*]}" "sudo apt-get install --no-install-recommends ${wanted[*]}"
  fi
fi
report_missing
