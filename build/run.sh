#!/usr/bin/env bash
# Starts the published server in the foreground and this machine's agent beside it. Called by ./build.sh run and ./build.sh stop.
#
# As root: the programs are copied to /opt/anchorage (install-programs.sh says why); the server runs as "anchorage" on $ANCHORAGE_DATA,
# the agent as root on a folder of its own. Otherwise all of it runs as you, from artifacts/publish.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

if [ "$(id -u)" = 0 ]; then
  data=${ANCHORAGE_DATA:-/var/lib/anchorage}
else
  data=${ANCHORAGE_DATA:-$HOME/.local/share/anchorage}
fi
data=$(realpath -m "$data")
agent_data=${ANCHORAGE_AGENT_DATA:-$data-agent}
urls=${ANCHORAGE_URLS:-http://127.0.0.1:7070}
url=${urls%%;*}
say() { printf '%s\n' "$*" >&2; }

# The process of a pid file, if it is still the program that wrote it.
alive() { # pid file, program
  local pid
  pid=$(cat "$1" 2>/dev/null) || return 1
  [ -n "$pid" ] && tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | grep -qF "$2" && echo "$pid"
}

end() { # pid file, program, seconds
  local pid deadline=$((SECONDS + $3))
  pid=$(alive "$1" "$2") || return 0
  kill -TERM "$pid" 2>/dev/null || true
  while kill -0 "$pid" 2>/dev/null; do
    if [ $SECONDS -ge $deadline ]; then
      say "$2 (process $pid) did not stop within $3 s; it is killed"
      kill -KILL "$pid" 2>/dev/null || true
      break
    fi
    sleep 0.1
  done
  rm -f "$1"
}

stop_agent() { end "$agent_data/agent.pid" Anchorage.NodeAgent.dll 15; }
stop_server() { end "$agent_data/server.pid" Anchorage.Api.dll 30; }

stop_on_exit=no
case "${1:-start}" in
  stop)
    stop_server
    stop_agent
    exit 0
    ;;
  start) [ "${2:-}" = --stop-agent ] && stop_on_exit=yes ;;
  *) say "run.sh: unknown command '$1'"; exit 2 ;;
esac

dotnet=$(readlink -f "$(command -v dotnet)")
as_server=()
if [ "$(id -u)" = 0 ]; then
  programs=$(bash build/install-programs.sh)
  getent passwd anchorage >/dev/null || { say "the account 'anchorage' is missing; make it with: bash build/setup/account.sh"; exit 1; }
  install -d -m 700 -o anchorage -g anchorage "$data"
  as_server=(setpriv --reuid=anchorage --regid=anchorage --clear-groups --no-new-privs --)
  "${as_server[@]}" test -r "$programs/api/Anchorage.Api.dll" -a -x "$dotnet" -a -w "$data" ||
    { say "the account 'anchorage' cannot reach $programs, $dotnet or $data; every folder above them needs the x permission for others"; exit 1; }
else
  programs=$PWD/artifacts/publish
  install -d -m 700 "$data"
fi
install -d -m 700 "$agent_data"

if pid=$(alive "$agent_data/server.pid" Anchorage.Api.dll); then
  say "the server runs already (process $pid, data in $data). Stop it with Ctrl-C where it was started, or with: ./build.sh stop"
  exit 1
fi

# The server looks for its pages beside its program.
cd "$programs/api"
HOME=$data ANCHORAGE_DATA=$data ANCHORAGE_URLS=$urls "${as_server[@]}" "$dotnet" "$programs/api/Anchorage.Api.dll" &
server=$!
echo "$server" >"$agent_data/server.pid"

finish() {
  trap - INT TERM
  end "$agent_data/server.pid" Anchorage.Api.dll 30
  if [ $stop_on_exit = yes ]; then
    stop_agent
  elif alive "$agent_data/agent.pid" Anchorage.NodeAgent.dll >/dev/null; then
    say "The server has stopped. This machine's agent and its terminals go on; ./build.sh stop ends the agent."
  fi
}
trap 'finish; exit 0' INT TERM

deadline=$((SECONDS + 60))
until curl -ksf --noproxy '*' -o /dev/null --max-time 2 "$url/health/live"; do
  if ! kill -0 "$server" 2>/dev/null; then
    status=0
    wait "$server" || status=$?
    rm -f "$agent_data/server.pid"
    say "the server ended with exit code $status before it was ready; its messages stand above"
    exit 1
  fi
  [ $SECONDS -lt $deadline ] || { say "the server is not ready after 60 s"; finish; exit 1; }
  sleep 0.1
done

agent_program=$programs/agent/Anchorage.NodeAgent.dll
if pid=$(alive "$agent_data/agent.pid" "$agent_program"); then
  say "This machine's agent (process $pid) was running and is adopted."
else
  # An agent of another build is replaced; terminals live in a process of their own and stay.
  stop_agent
  until [ -s "$data/local-node.key" ] || [ $SECONDS -ge $deadline ]; do sleep 0.1; done
  setsid "$dotnet" "$agent_program" run --server "$url" --onboarding-key-file "$data/local-node.key" --data "$agent_data" --local \
    >>"$agent_data/agent.log" 2>&1 </dev/null &
  echo $! >"$agent_data/agent.pid"
  say "This machine's agent is started (log: $agent_data/agent.log)."
fi
say "Anchorage is ready at $url   (data: $data, engine: $(cat "$programs/engine"); Ctrl-C stops the server)"

status=0
wait "$server" || status=$?
finish
exit $status
