#!/usr/bin/env bash
# Measures the query server on a store of SPANS spans, directly and with DELAY ms more for each call to Log Service; prints Markdown tables.
# Usage: benchmarks/query-table.sh [spans] [rounds] [port offset]     (build first; see README.md)
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
spans=${1:-2000000}
rounds=${2:-100}
offset=${3:-30000}
delay=${DELAY:-30}
program=app/target/tracing-on-sls/bin/tracing-on-sls
cp="benchmarks/target/*:app/target/tracing-on-sls/lib/*"
work=$(mktemp -d)
pids=()

finish() {
  for pid in "${pids[@]}"; do kill -KILL "$pid" 2>/dev/null; done
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

common=(--data-dir "$work/data" --span-storage.type local)
target="http://127.0.0.1:$(port 12690)"
start log-service "$(port 12691)" "$program" log-service --data-dir "$work/data" --port-offset "$offset"
start collector "$(port 14269)" "$program" collector "${common[@]}" --port-offset "$offset" --aliyun-log.target "$target"
start query "$(port 16687)" "$program" query "${common[@]}" --port-offset "$offset" --aliyun-log.target "$target"
query_pid=${pids[-1]}

java -cp "$cp" io.tracingonsls.benchmarks.load.LoadProgram --ledger="$work/ledger" --spans="$spans" \
  --port-offset="$offset" || exit 1
sleep 10 # the last segments are written

ask() {
  java -cp "$cp" io.tracingonsls.benchmarks.load.QueryProgram --ledger="$work/ledger" --rounds="$rounds" \
    --otlp="http://127.0.0.1:$(port 4318)" --lookback-hours=6 "$@"
}
ask --title="Directly" --server="http://127.0.0.1:$(port 16686)" --admin-port="$(port 16687)" --pid="$query_pid"
kill "$query_pid"

java -cp "$cp" io.tracingonsls.benchmarks.load.DelayProxy --listen="$(port 12790)" --to="$(port 12690)" \
  --delay-millis="$delay" >"$work/proxy.out" 2>&1 &
pids+=($!)
start delayed "$(port 16787)" "$program" query "${common[@]}" --port-offset "$((offset + 100))" \
  --aliyun-log.target "http://127.0.0.1:$(port 12790)"
ask --title="$delay ms more per call" --server="http://127.0.0.1:$(port 16786)" --admin-port="$(port 16787)"
