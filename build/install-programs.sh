#!/usr/bin/env bash
# Copies artifacts/publish to /opt/anchorage/<hash> and prints that folder. Owned by root and readable by all: the checkout may lie
# where the server's account cannot read, and that account must not be able to change what root's agent executes.
# ANCHORAGE_ROOT: a folder that stands for / , to make an image of a machine.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../artifacts/publish"

root=${ANCHORAGE_ROOT:-}
hash=$(find api agent cli -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum | cut -c1-12)
programs=/opt/anchorage/$hash
if [ ! -d "$root$programs" ]; then
  mkdir -p "$root/opt/anchorage"
  rm -rf "$root$programs.new"
  cp -r . "$root$programs.new"
  chmod -R u=rwX,go=rX "$root$programs.new"
  mv "$root$programs.new" "$root$programs"
fi
# Older copies go, but for the installed one and those that a running agent or terminal host still executes.
current=$root$(readlink "$root/opt/anchorage/current" || true)
for old in "$root"/opt/anchorage/*; do
  [ -L "$old" ] || [ "$old" = "$root$programs" ] || [ "$old" = "$current" ] || grep -qsaF "$old/" /proc/[0-9]*/cmdline || rm -rf "$old"
done
echo "$programs"
