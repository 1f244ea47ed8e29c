#!/usr/bin/env bash
# Makes a Docker engine answer: uses one that runs, else starts the machine's own.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

engine_answers && exit 0
if [ -n "${DOCKER_HOST:-}" ]; then
  say "no Docker engine answers at DOCKER_HOST=$DOCKER_HOST; start it, or unset DOCKER_HOST"
  exit 1
fi
if ! is_root; then
  say "no Docker engine answers. Start it with: sudo systemctl start docker   (and: sudo usermod -aG docker $(id -un))"
  exit 1
fi

# One set-up at a time: two engines in one network namespace delete each other's bridge.
exec 9>/run/lock/anchorage-engine.lock
flock -w 120 9
engine_answers && exit 0

if has_systemd; then
  say "starting the Docker engine (systemctl start docker)"
  systemctl start docker
elif ! pgrep -x dockerd >/dev/null; then
  say "starting the Docker engine (dockerd, log in /var/log/anchorage-dockerd.log)"
  rm -f /var/run/docker.pid
  setsid dockerd >>/var/log/anchorage-dockerd.log 2>&1 </dev/null 9>&- &
fi

deadline=$((SECONDS + 60))
until engine_answers; do
  if [ $SECONDS -ge $deadline ]; then
    say "the Docker engine does not answer after 60 s; the last lines of its log:"
    tail -n 15 /var/log/anchorage-dockerd.log >&2 2>/dev/null || true
    exit 1
  fi
  sleep 0.2
done
say "Docker engine $(docker version --format '{{.Server.Version}}') answers"
