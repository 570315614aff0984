#!/usr/bin/env bash
# Measures the query server on a store of SPANS spans, directly and with DELAY ms more for each call to Log Service; prints Markdown for
# docs/benchmarks.md. About 15 minutes with 2,000,000 spans on an idle machine.
# Usage: benchmarks/query-table.sh [spans] [rounds] [port offset]     (build first; see README.md)
#   DATA=folder   keeps the spans there, and does not send them again when it has them
#   ONLY=regex    questions
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
spans=${1:-2000000}
rounds=${2:-100}
offset=${3:-30000}
delay=${DELAY:-30}
only=${ONLY:-}
program=app/target/tracing-on-sls/bin/tracing-on-sls
cp="benchmarks/target/classes:app/target/tracing-on-sls/lib/*"
work=$(mktemp -d)
data=${DATA:-$work/data}
ledger=$data/ledger
pids=()

finish() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null; done
  wait 2>/dev/null
  rm -rf "$work"
}
trap finish EXIT

port() { echo $(($1 + offset)); }

# start NAME ADMIN-PORT COMMAND...: starts a server and waits until it is ready
start() {
  local name=$1 admin=$2
  shift 2
  "$@" >"$work/$name.out" 2>&1 &
  pids+=($!)
  for _ in $(seq 1 300); do
    curl -fs "http://127.0.0.1:$admin/" >/dev/null 2>&1 && return
    kill -0 "${pids[-1]}" 2>/dev/null || break
    sleep 0.2
  done
  echo "$name did not start:" >&2
  cat "$work/$name.out" >&2
  exit 1
}

common=(--data-dir "$data" --span-storage.type local)
target="http://127.0.0.1:$(port 12690)"
mkdir -p "$data"
start log-service "$(port 12691)" "$program" log-service --data-dir "$data" --port-offset "$offset"
store_pid=${pids[-1]}
start collector "$(port 14269)" "$program" collector "${common[@]}" --port-offset "$offset" --aliyun-log.target "$target"

if [ ! -e "$ledger" ]; then
  java -cp "$cp" io.tracingonsls.benchmarks.load.LoadProgram --ledger="$ledger" --spans="$spans" --warm-up=0 --spread-hours=24 \
    --port-offset="$offset" || exit 1
  sleep 10 # the last segments are written
fi

# ask QUERY-PORT ADMIN-PORT PID OPTION...
ask() {
  java -cp "$cp" io.tracingonsls.benchmarks.load.QueryProgram --ledger="$ledger" --rounds="$rounds" --only="$only" \
    --server="http://127.0.0.1:$1" --admin-port="$2" --pid="$3" --store-pid="$store_pid" --seed="$(date +%s)" \
    --otlp="http://127.0.0.1:$(port 4318)" "${@:4}" || exit 1
}

start query "$(port 16687)" "$program" query "${common[@]}" --port-offset "$offset" --aliyun-log.target "$target"
ask "$(port 16686)" "$(port 16687)" "${pids[-1]}" --title=directly --memory=true
kill "${pids[-1]}"

java -cp "$cp" io.tracingonsls.benchmarks.load.DelayProxy --listen="$(port 12790)" --to="$(port 12690)" \
  --delay-millis="$delay" >"$work/proxy.out" 2>&1 &
pids+=($!)
start delayed "$(port 16787)" "$program" query "${common[@]}" --port-offset "$((offset + 100))" \
  --aliyun-log.target "http://127.0.0.1:$(port 12790)"
ask "$(port 16786)" "$(port 16787)" "${pids[-1]}" --title="$delay ms more per call"
