#!/usr/bin/env bash
# Installs what ./build.sh publish made on this machine, as two systemd services. Run it again to update.
# ANCHORAGE_ROOT=/folder: installs below that folder and starts nothing, to make an image of a machine (its first boot starts the services).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)

[ "$(id -u)" = 0 ] || { echo "install.sh: run it as root" >&2; exit 1; }
target=${ANCHORAGE_ROOT:-}
[ -n "$target" ] || [ -d /run/systemd/system ] || { echo "install.sh: this machine does not run systemd; use ./build.sh run" >&2; exit 1; }
[ -f "$root/artifacts/publish/engine" ] || { echo "install.sh: nothing is published yet; run ./build.sh publish first" >&2; exit 1; }

[ -n "$target" ] || bash "$root/build/setup/account.sh"
programs=$(bash "$root/build/install-programs.sh")
ln -sfn "$programs" "$target/opt/anchorage/current"
install -d "$target/etc/systemd/system"
install -m 644 "$here"/anchorage.service "$here"/anchorage-agent.service "$target/etc/systemd/system/"
if [ -n "$target" ]; then
  install -d "$target/usr/lib/sysusers.d"
  printf 'u anchorage - "Anchorage server" /var/lib/anchorage\n' >"$target/usr/lib/sysusers.d/anchorage.conf"
  systemctl --root="$target" enable -q anchorage.service anchorage-agent.service
  echo "Installed $programs below $target"
  exit 0
fi
systemctl daemon-reload
systemctl enable anchorage.service anchorage-agent.service
systemctl restart anchorage.service anchorage-agent.service
echo "Installed $programs. The link for the first administrator: journalctl -u anchorage -n 50"
