#!/usr/bin/env bash
# The one door to building, running and testing: ./build.sh COMMAND [options]; ./build.sh help lists them.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
# One compiler serves all projects of a build; some environments switch that off, which makes a build ten times slower.
export UseSharedCompilation=true
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en

usage() {
  cat <<'TEXT'
./build.sh COMMAND

  run [--stop-agent]   set up, build, start the server and this machine's agent; Ctrl-C stops the server, the agent and its terminals stay
  demo [--cast FILE | --pictures FOLDER]
                       an installation of its own with nodes, instances, a share, a repository and busy terminals to look at; Ctrl-C removes it
  stop                 stop the server and this machine's agent
  setup [run|test]     only install and start what running (or testing) needs
  test [--project P] [--filter TEXT|trait=value] [--no-setup]
                       all tests, or those of projects whose name contains P and whose name contains TEXT
  e2e                  the end-to-end tests alone
  bench [--quick] [paths [NAME...] | code | report]
                       measure; writes bench/results.json and docs/performance.md; 'paths soak': ten minutes of many terminals
  sim [--seed N] [--runs N]
                       random histories on the deterministic engine; a seed replays one exactly
  dashboard            build the dashboard into src/Api/wwwroot
  publish              programs into artifacts/publish; deploy/systemd/install.sh installs them as services
  build, clean, help

Environment: ANCHORAGE_DATA (data folder), ANCHORAGE_URLS (default http://127.0.0.1:7070), ANCHORAGE_SETUP=no (install nothing),
             OrleansRuntime=packages|single-process (else the build asks the package sources), CI=true (nothing may be skipped)
TEXT
}

for program in dotnet git; do
  command -v $program >/dev/null || { echo "build.sh: '$program' is missing. dotnet: the .NET 10 SDK; git: apt-get install git" >&2; exit 1; }
done

cake() {
  [ -f artifacts/tools.stamp ] && [ artifacts/tools.stamp -nt .config/dotnet-tools.json ] || {
    dotnet tool restore >/dev/null
    mkdir -p artifacts && touch artifacts/tools.stamp
  }
  dotnet cake build.cake "$@"
}

command=${1:-help}
[ $# -gt 0 ] && shift
case "$command" in
  run)
    case "${1:-}" in "" | --stop-agent) ;; *) echo "build.sh run: unknown option '$1'" >&2; exit 2 ;; esac
    bash build/setup/all.sh run
    cake --target=Publish
    exec bash build/run.sh start "$@"
    ;;
  demo)
    bash build/setup/all.sh run
    cake --target=Publish
    exec bash build/demo.sh "$@"
    ;;
  stop) exec bash build/run.sh stop ;;
  setup) exec bash build/setup/all.sh "${1:-run}" ;;
  test | e2e)
    arguments=()
    setup=yes
    while [ $# -gt 0 ]; do
      case "$1" in
        --project | --filter) arguments+=("$1=${2:?$1 needs a value}"); shift 2 ;;
        --project=* | --filter=*) arguments+=("$1"); shift ;;
        --no-setup) setup=no; shift ;;
        *) echo "build.sh test: unknown option '$1'" >&2; usage >&2; exit 2 ;;
      esac
    done
    [ "$command" = e2e ] && arguments+=(--project=EndToEnd)
    rm -f artifacts/test-results/summary.txt
    [ $setup = no ] || bash build/setup/all.sh test
    status=0
    cake --target=Test ${arguments[@]+"${arguments[@]}"} || status=$?
    # A machine that only runs tests is left without a waiting compiler.
    [ "${CI:-}" = true ] && dotnet build-server shutdown --vbcscompiler >/dev/null 2>&1 || true
    # The totals stand alone on the last line, whatever else happened.
    if [ -f artifacts/test-results/summary.txt ]; then cat artifacts/test-results/summary.txt; else echo "0 passed, 1 failed, 0 skipped"; fi
    exit $status
    ;;
  bench)
    bash build/setup/all.sh run
    cake --target=Bench "--arguments=$*"
    ;;
  sim)
    while [ $# -gt 0 ]; do
      case "$1" in
        --seed) export ANCHORAGE_SIM_SEED=${2:?--seed needs a number}; shift 2 ;;
        --runs) export ANCHORAGE_SIM_RUNS=${2:?--runs needs a number}; shift 2 ;;
        *) echo "build.sh sim: unknown option '$1'" >&2; exit 2 ;;
      esac
    done
    export OrleansRuntime=single-process
    cake --target=Sim
    ;;
  dashboard) cake --target=Dashboard ;;
  build) cake --target=Build ;;
  publish) cake --target=Publish ;;
  clean) rm -rf artifacts src/Api/wwwroot ;;
  help | -h | --help) usage ;;
  *) echo "build.sh: unknown command '$command'" >&2; usage >&2; exit 2 ;;
esac
