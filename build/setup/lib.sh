# Helpers of the set-up scripts; sourced, never run.
# shellcheck shell=bash

root_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
missing=()

say() { printf 'set-up: %s\n' "$*" >&2; }
is_root() { [ "$(id -u)" = 0 ]; }
has() { command -v "$1" >/dev/null 2>&1 || [ -x "/usr/sbin/$1" ]; }
has_library() { [[ $(PATH=$PATH:/usr/sbin:/sbin ldconfig -p) == *"$1"* ]]; }
has_systemd() { [ -d /run/systemd/system ]; }
distribution() { ( . /etc/os-release 2>/dev/null && echo "${ID:-unknown}" ); }

# Packages may be installed here: root on Debian or Ubuntu.
may_install() {
  is_root || return 1
  case "$(distribution)" in debian | ubuntu) has apt-get ;; *) return 1 ;; esac
}

# Notes something that set-up may not install: what it is, and the command that gets it.
note_missing() { missing+=("$1|$2"); }

# Ends the script when something is missing, after naming it all.
report_missing() {
  [ ${#missing[@]} -eq 0 ] && return 0
  say "these are missing, and set-up may not install them here:"
  for entry in "${missing[@]}"; do
    printf '  - %s\n      %s\n' "${entry%%|*}" "${entry#*|}" >&2
  done
  return 1
}

engine_answers() { has docker && timeout 10 docker version --format '{{.Server.Version}}' >/dev/null 2>&1; }
