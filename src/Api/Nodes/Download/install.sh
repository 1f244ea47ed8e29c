#!/bin/sh
# Installs the Anchorage agent on this machine and anchors it. Safe to repeat: it updates the program and keeps the node.
#   curl -fsSL URL/download/install.sh | sh -s -- --server URL --key anok_...
set -eu

SERVER= KEY= NAME= RUN_AS=anchorage
PREFIX=${ANCHORAGE_PREFIX:-/opt/anchorage}
DATA=${ANCHORAGE_AGENT_DATA:-/var/lib/anchorage-agent}
CONFIG=${ANCHORAGE_CONFIG:-/etc/anchorage}
UNIT=/etc/systemd/system/anchorage-agent.service

say() { printf '%s\n' "$*"; }
fail() { printf 'anchorage: %s\n' "$*" >&2; exit 1; }

while [ $# -gt 0 ]; do
  case $1 in
    --server|--key|--name|--run-as)
      [ $# -ge 2 ] || fail "$1 needs a value."
      case $1 in --server) SERVER=$2 ;; --key) KEY=$2 ;; --name) NAME=$2 ;; --run-as) RUN_AS=$2 ;; esac
      shift 2 ;;
    *) fail "unknown option $1. Usage: install.sh --server URL --key anok_... [--name NAME] [--run-as ACCOUNT]" ;;
  esac
done

[ -n "$SERVER" ] || fail "--server is missing: the address of the Anchorage server, for example https://harbour.example."
[ -n "$KEY" ] || fail "--key is missing: make an onboarding key in the dashboard (Nodes, Add a node)."
case $KEY in anok_*_*) ;; *) fail "--key is damaged: copy the whole line from the dashboard." ;; esac
SERVER=${SERVER%/}
[ "$(id -u)" = 0 ] || fail "run this as root: the agent runs containers (sudo sh -s -- ...)."
[ "$(uname -s)" = Linux ] || fail "the agent runs on Linux."
case $(uname -m) in
  x86_64|amd64) ARCH=x64 ;;
  aarch64|arm64) ARCH=arm64 ;;
  *) fail "there is no agent for $(uname -m)." ;;
esac
for program in curl tar sha256sum; do
  command -v "$program" >/dev/null 2>&1 || fail "$program is missing. Install it first: apt-get install curl tar coreutils"
done

WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT
trap 'exit 1' INT TERM

# The part of the key after the dot is the fingerprint of the server's key (or of its authority's).
PIN=
case $KEY in *.*) PIN=${KEY#*.} ;; esac

fingerprint() {
  openssl pkey -pubin -outform der 2>/dev/null | openssl dgst -sha256 -binary | openssl base64 -A | tr '+/' '-_' | tr -d '='
}

TRUST=
case $SERVER in
  http://127.*|http://localhost*|'http://[::1]'*) ;;
  http://*) fail "$SERVER is plain http to another machine, which the agent refuses. Use https." ;;
  https://*)
    if [ -n "$PIN" ]; then
      command -v openssl >/dev/null 2>&1 || fail "openssl is missing; it checks the server's fingerprint. Install it first: apt-get install openssl"
      if curl -fsSk --max-time 30 -o "$WORK/ca.pem" "$SERVER/download/ca.pem" 2>/dev/null \
        && [ "$(openssl x509 -in "$WORK/ca.pem" -noout -pubkey 2>/dev/null | fingerprint)" = "$PIN" ]; then
        TRUST="--cacert $WORK/ca.pem"
      else
        # A given certificate: its own key is pinned.
        B64=$(printf '%s=' "$PIN" | tr -- '-_' '+/')
        TRUST="-k --pinnedpubkey sha256//$B64"
      fi
    fi ;;
  *) fail "--server: '$SERVER' is not an address. Allowed: https://HOST[:PORT], http://127.0.0.1[:PORT]." ;;
esac

fetch() {
  # shellcheck disable=SC2086 # TRUST is a list of options.
  curl -fsSL $TRUST --proto '=http,https' --max-time 600 -o "$2" "$SERVER/download/$1" || {
    case $? in
      60|90) fail "$SERVER does not show the certificate that this onboarding key names. Check the address, or make a new key in the dashboard." ;;
      22) fail "the server has no $1 to give. Its administrator must publish the packages (./build.sh publish)." ;;
      *) fail "$SERVER/download/$1 cannot be fetched." ;;
    esac
  }
}

PACKAGE=anchorage-agent-linux-$ARCH.tar.gz
say "Fetching $PACKAGE from $SERVER"
fetch "$PACKAGE" "$WORK/$PACKAGE"
fetch "$PACKAGE.sha256" "$WORK/$PACKAGE.sha256"
(cd "$WORK" && sha256sum -c --status "$PACKAGE.sha256") || fail "$PACKAGE is damaged (its SHA-256 differs). Try again."

say "Installing into $PREFIX/agent"
mkdir -p "$PREFIX" "$CONFIG"
rm -rf "$PREFIX/agent.new"
mkdir "$PREFIX/agent.new"
tar -xzf "$WORK/$PACKAGE" -C "$PREFIX/agent.new" --no-same-owner
PROGRAM=Anchorage.NodeAgent
[ -x "$PREFIX/agent.new/$PROGRAM" ] || fail "$PACKAGE holds no $PROGRAM."
rm -rf "$PREFIX/agent.old"
[ ! -d "$PREFIX/agent" ] || mv "$PREFIX/agent" "$PREFIX/agent.old"
mv "$PREFIX/agent.new" "$PREFIX/agent"
rm -rf "$PREFIX/agent.old"

# Terminals, commands and files of this machine are used as this account, never as root.
if ! id -u -- "$RUN_AS" >/dev/null 2>&1; then
  [ "$RUN_AS" = anchorage ] || fail "--run-as: there is no account $RUN_AS. Make it first: useradd -m $RUN_AS"
  say "Making the account anchorage, as which terminals and files of this machine are used"
  useradd --create-home --shell "$(command -v bash || echo /bin/sh)" anchorage 2>/dev/null || adduser -D -s /bin/sh anchorage
fi

umask 077
printf '%s\n' "$KEY" > "$CONFIG/onboarding.key.new"
mv "$CONFIG/onboarding.key.new" "$CONFIG/onboarding.key"
{
  printf 'ANCHORAGE_AGENT_SERVER=%s\n' "$SERVER"
  printf 'ANCHORAGE_AGENT_ONBOARDING_KEY_FILE=%s\n' "$CONFIG/onboarding.key"
  printf 'ANCHORAGE_AGENT_DATA=%s\n' "$DATA"
  printf 'ANCHORAGE_AGENT_RUN_AS=%s\n' "$RUN_AS"
  [ -z "$NAME" ] || printf 'ANCHORAGE_AGENT_NAME=%s\n' "$NAME"
} > "$CONFIG/agent.env"

if [ -d /run/systemd/system ] && [ "${ANCHORAGE_SYSTEMD:-yes}" != no ]; then
  umask 022
  cat > "$UNIT" <<UNIT
[Unit]
Description=Anchorage agent
After=network-online.target docker.service
Wants=network-online.target

[Service]
EnvironmentFile=$CONFIG/agent.env
ExecStart=$PREFIX/agent/$PROGRAM run
Restart=always
RestartSec=2
# 77: the node must be anchored again; 78: a setting is wrong. Neither heals by itself.
RestartPreventExitStatus=77 78
# Terminals live in a process beside the agent and outlast its restart.
KillMode=process

[Install]
WantedBy=multi-user.target
UNIT
  systemctl daemon-reload
  systemctl enable --quiet anchorage-agent
  systemctl restart anchorage-agent
  say "Started by systemd. Its log: journalctl -u anchorage-agent"
else
  mkdir -p "$DATA"
  if [ -f "$DATA/agent.pid" ] && kill -0 "$(cat "$DATA/agent.pid")" 2>/dev/null \
    && tr '\0' ' ' < "/proc/$(cat "$DATA/agent.pid")/cmdline" | grep -q "$PROGRAM run"; then
    OLD=$(cat "$DATA/agent.pid")
    kill "$OLD"
    i=0
    while kill -0 "$OLD" 2>/dev/null && [ $i -lt 100 ]; do sleep 0.1; i=$((i + 1)); done
  fi
  set -a
  # shellcheck disable=SC1091 # Written above.
  . "$CONFIG/agent.env"
  set +a
  setsid "$PREFIX/agent/$PROGRAM" run >> "$DATA/agent.log" 2>&1 < /dev/null &
  printf '%s\n' "$!" > "$DATA/agent.pid"
  say "Started without systemd (it will not start by itself after a reboot). Its log: $DATA/agent.log"
fi
say "This machine will appear in the dashboard in a moment."
