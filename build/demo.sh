#!/usr/bin/env bash
# An installation of its own with something to look at: three nodes on this machine (its own and two machines in containers), instances, a share,
# a git repository with changes, a terminal that floods. Called by ./build.sh demo after everything is built; Ctrl-C removes all of it.
#
# --cast FILE: records a short session on one of the machines with the product itself, writes it as an asciicast, and ends.
# --pictures FOLDER: takes pictures of the dashboard, and ends.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

cast= pictures=
case "${1:-}" in
  --cast) cast=$(realpath -m "${2:?--cast needs a file}") ;;
  --pictures) pictures=$(realpath -m "${2:?--pictures needs a folder}") ;;
esac
say() { printf '%s\n' "$*" >&2; }
[ "$(id -u)" = 0 ] || { say "the demonstration makes machines out of containers: run it as root"; exit 1; }

export ANCHORAGE_DATA=/var/lib/anchorage-demo ANCHORAGE_AGENT_DATA=/var/lib/anchorage-demo-agent ANCHORAGE_URLS=${ANCHORAGE_URLS:-http://127.0.0.1:7171}
url=${ANCHORAGE_URLS%%;*}
image=anchorage/instance:base
programs=$(bash build/install-programs.sh)
dotnet=$(readlink -f "$(command -v dotnet)")
homes=$(mktemp -d)
password=$(head -c 18 /dev/urandom | base64 | tr -d '+/=')
runner=

anchorage() { # who, words
  local who=$1
  shift
  install -d -m 700 "$homes/$who"
  env -u XDG_CONFIG_HOME HOME="$homes/$who" "$dotnet" "$programs/cli/anchorage.dll" "$@"
}

finish() {
  trap - EXIT INT TERM
  docker rm -f anchorage-demo-quay anchorage-demo-pier >/dev/null 2>&1 || true

  # The agent ends first: it makes containers again that are missing.
  [ -z "$runner" ] || { kill -TERM "$runner" 2>/dev/null || true; wait "$runner" 2>/dev/null || true; }
  local label
  if [ -f "$ANCHORAGE_AGENT_DATA/installation" ]; then
    label=anchorage.installation=$(cat "$ANCHORAGE_AGENT_DATA/installation")
    docker ps -aq --filter "label=$label" | xargs -r docker rm -f >/dev/null 2>&1 || true
    docker volume ls -q --filter "label=$label" | xargs -r docker volume rm -f >/dev/null 2>&1 || true
    docker network ls -q --filter "label=$label" | xargs -r docker network rm >/dev/null 2>&1 || true
  fi
  pkill -f -- "$ANCHORAGE_AGENT_DATA/terminals" 2>/dev/null || true
  rm -rf "$homes" "$ANCHORAGE_DATA" "$ANCHORAGE_AGENT_DATA"
}
trap finish EXIT
trap 'exit 0' INT TERM

account() { # name, more words for "user add"
  local name=$1
  shift
  printf '%s\n' "$password" | anchorage "$name" user add "$name" --email "$name@example.org" --password-stdin --local --data "$ANCHORAGE_DATA" "$@" >/dev/null
  printf '%s\n' "$password" | anchorage "$name" login "$url" --username "$name" --password-stdin 2>/dev/null
}

# A machine: a container with a usual Linux system, an account to be used as, and the programs. It dials the server like any other.
machine() { # name
  local root=${dotnet%/*}
  docker run -d --rm --network host --name "anchorage-demo-$1" --hostname "$1" -v "$programs:$programs:ro" -v "$root:$root:ro" -e "DOTNET_ROOT=$root" \
    -e "PATH=$programs/cli:$root:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" --entrypoint /usr/bin/tini $image -s -- sleep infinity >/dev/null
  docker exec "anchorage-demo-$1" sh -c 'tr -d - </proc/sys/kernel/random/uuid >/etc/machine-id && useradd -m -s /bin/bash anchorage'
  printf 'export PATH="%s:%s:$PATH" DOTNET_ROOT="%s" PS1="%s \\$ "\n' "$programs/cli" "$root" "$root" "$1" | docker exec -i "anchorage-demo-$1" tee -a /home/anchorage/.bashrc >/dev/null
  printf '%s\n' "$password" | docker exec -i "anchorage-demo-$1" anchorage node anchor "$url" --username ann --password-stdin >/dev/null 2>&1
  docker exec -d "anchorage-demo-$1" "$programs/agent/Anchorage.NodeAgent" run
}

# Types into a terminal, as somebody in front of it would, and leaves it.
type_into() { # terminal, lines...
  local terminal=$1
  shift
  {
    sleep 3
    for line in "$@"; do
      for ((i = 0; i < ${#line}; i++)); do
        printf '%s' "${line:i:1}"
        sleep 0.03
      done
      printf '\r'
      sleep 2
    done
    printf '\001'
    sleep 1
  } | HOME="$homes/ann" script -qec "stty cols 100 rows 30; '$dotnet' '$programs/cli/anchorage.dll' attach '$terminal' --detach-key ctrl-a" /dev/null >/dev/null 2>&1
}

bash build/run.sh start --stop-agent >"$homes/server.log" 2>&1 &
runner=$!
deadline=$((SECONDS + 90))
until grep -q "Anchorage is ready" "$homes/server.log"; do
  kill -0 "$runner" 2>/dev/null && [ $SECONDS -lt $deadline ] || { cat "$homes/server.log" >&2; exit 1; }
  sleep 0.2
done
begin=$SECONDS

account harbourmaster --superadmin
account ann
account bob
machine quay
machine pier
for name in web db ci; do anchorage ann instances create "$name" >/dev/null 2>&1; done
until [ "$(anchorage ann instances ls -o json | grep -c '"kind": *"machine"')" = 2 ]; do
  [ $SECONDS -lt $deadline ] || { say "the machines did not come"; exit 1; }
  sleep 0.5
done
anchorage ann exec web -- sh -c '
  set -e
  mkdir -p ~/shop && cd ~/shop && git init -q -b main && git config user.name Ann && git config user.email ann@example.org
  printf "# Shop\n\nSells rope and lanterns.\n" >README.md && printf "prices:\n  rope: 12\n  lantern: 30\n" >prices.yaml
  git add . && git commit -qm "Opens the shop"
  printf "  anchor: 400\n" >>prices.yaml && printf "ideas: a chandlery\n" >notes.txt'
anchorage ann share add bob web --note "for the review" >/dev/null
anchorage ann terminals open web --name build >/dev/null
anchorage ann terminals open db --name flood >/dev/null
anchorage ann terminals open quay --name watch >/dev/null
type_into flood "while :; do date; seq 2000; sleep 0.2; done" &
type_into watch "top" &
wait -n || true

if [ -n "$cast" ]; then
  printf '%s\n' "$password" | docker exec -i -u anchorage -e HOME=/home/anchorage anchorage-demo-pier anchorage login "$url" --username ann --password-stdin >/dev/null 2>&1
  anchorage ann terminals open pier --name tour --columns 100 --rows 30 >/dev/null
  recording=$(anchorage ann recordings start tour)
  type_into tour "anchorage instances ls" "anchorage instances create scratch" "anchorage exec scratch -- cat /etc/os-release | head -2" \
    "echo 'tide tables' > tide.txt; anchorage cp tide.txt scratch:/root/tide.txt" "anchorage files ls scratch:/root" "anchorage git repos web" "anchorage git status web:/root/shop" \
    "anchorage git diff web:/root/shop" "anchorage terminals ls" "anchorage share ls" "anchorage instances rm scratch --yes"
  anchorage ann recordings stop tour >/dev/null
  mkdir -p "$(dirname "$cast")"
  anchorage ann recordings get "$recording" "$cast"
  say "The session is in $cast"
  exit 0
fi

if [ -n "$pictures" ]; then
  mkdir -p "$pictures"
  ANCHORAGE_PASSWORD=$password node src/Dashboard/dev/pictures.mjs --url "$url" --user ann --folder "$pictures"
  say "The pictures are in $pictures"
  exit 0
fi

say "The demonstration is at $url after $((SECONDS - begin)) s. Sign in as ann, bob or harbourmaster; the password of all three is $password"
say "Ctrl-C removes it."
wait "$runner"
