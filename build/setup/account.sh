#!/usr/bin/env bash
# The account "anchorage", as which the Api runs: no password, no shell, no groups. Only root can and needs to make it.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

is_root || exit 0
if ! getent passwd anchorage >/dev/null; then
  say "creating the system account 'anchorage' (the server runs as it, without privileges)"
  useradd --system --user-group --no-create-home --home-dir /var/lib/anchorage --shell /usr/sbin/nologin anchorage
fi
