#!/usr/bin/env bash
# Everything that must be there before the product runs ("run") or is tested ("test"). Idempotent; takes a second when all is there.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh"
purpose=${1:-run}

if [ "${ANCHORAGE_SETUP:-yes}" = no ]; then
  say "switched off (ANCHORAGE_SETUP=no)"
  exit 0
fi
bash "$here/packages.sh" "$purpose"
bash "$here/account.sh"
bash "$here/engine.sh"
bash "$here/instance-image.sh"
[ "$purpose" != test ] || bash "$here/test-image.sh"
