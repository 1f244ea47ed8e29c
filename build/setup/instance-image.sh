#!/usr/bin/env bash
# Builds anchorage/instance:base from deploy/images/instance, unless the image of these very files is there.
# ANCHORAGE_BASE names another base than the Dockerfile's.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
folder=$root_dir/deploy/images/instance
tag=anchorage/instance:base
own_base=anchorage/own-base:1

source=$(cd "$folder" && sha256sum Dockerfile packages.txt sshd_config entrypoint merge-keys | sha256sum | cut -c1-16)
[ "$(docker image inspect -f '{{index .Config.Labels "anchorage.source"}}' $tag 2>/dev/null)" = "$source" ] && exit 0

base=${ANCHORAGE_BASE:-$(sed -n 's/^ARG BASE=//p' "$folder/Dockerfile")}
if ! docker image inspect "$base" >/dev/null 2>&1 && ! timeout 60 docker pull -q "$base" >/dev/null 2>&1; then
  if ! is_root || ! has mmdebstrap; then
    say "the base image '$base' cannot be pulled, and mmdebstrap can make one only as root. Name one that is here: ANCHORAGE_BASE=..."
    exit 1
  fi
  base=$own_base-$(sha256sum "$folder/packages.txt" | cut -c1-8)
  if ! docker image inspect "$base" >/dev/null 2>&1; then
    say "no registry answers: making a base image from the machine's own package sources (about 30 s)"
    log=$(mktemp)
    suite=$(. /etc/os-release && echo "$VERSION_CODENAME")
    if ! mmdebstrap --variant=minbase --include="$(paste -sd, "$folder/packages.txt")" \
      --aptopt='Acquire::Languages "none"' --dpkgopt=path-exclude=/usr/share/man/* --dpkgopt=path-exclude=/usr/share/doc/* \
      --dpkgopt=path-exclude=/usr/share/locale/* "$suite" - 2>"$log" | docker import - "$base" >/dev/null; then
      tail -n 20 "$log" >&2
      say "mmdebstrap could not make the base image"
      exit 1
    fi
    rm -f "$log"
  fi
fi

say "building $tag from $base"
docker buildx version >/dev/null 2>&1 || export DOCKER_BUILDKIT=0
log=$(mktemp)
if ! docker build -q --build-arg "BASE=$base" --label "anchorage.source=$source" -t $tag "$folder" >"$log" 2>&1; then
  tail -n 20 "$log" >&2
  say "docker build failed"
  exit 1
fi
rm -f "$log"
