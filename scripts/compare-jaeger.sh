#!/usr/bin/env bash
# CPU per span of this collector, which stores in a local Log Service, and of an upstream Jaeger collector, which only keeps spans in memory:
# same requests, same generator, one after the other. Jaeger is built from the Go module proxy into target/.
# Usage: scripts/compare-jaeger.sh [protocol[+gzip][/profile]]…
# Environment: as scripts/measure-collector.sh; JAEGER_VERSION as scripts/build-jaeger.sh
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
jaeger=$(scripts/build-jaeger.sh collector) || { echo "SKIP: Jaeger's collector can't be built"; exit 0; }
home=app/target/tracing-on-sls
[ -x "$home/bin/tracing-on-sls" ] || { echo "compare-jaeger: $home is not built" >&2; exit 2; }
work=$(mktemp -d)
offset=${PORT_OFFSET:-$((20000 + RANDOM % 10000))}
export PORT_OFFSET=$offset
pid=""
stop() {
  [ -n "$pid" ] && kill -TERM "$pid" 2>/dev/null && wait "$pid" 2>/dev/null
  pid=""
}
trap 'stop; rm -rf "$work"' EXIT

measure_jaeger() { # protocol[+gzip][/profile]
  local name=${1%%/*} profile=P1 gzip=false connections
  case "$1" in */*) profile=${1#*/} ;; esac
  case "$name" in *+gzip) gzip=true; name=${name%+gzip} ;; esac
  connections=$([ "$profile" = P3 ] && echo 32 || echo 8)
  # A queue as long as the run, so that Jaeger, which drops silently when it is full, does all of the work it is measured for.
  SPAN_STORAGE_TYPE=memory "$jaeger/collector" --memory.max-traces=50000 --collector.queue-size=200000 --log-level=error \
    --collector.http-server.host-port="127.0.0.1:$((14268 + offset))" --collector.grpc-server.host-port="127.0.0.1:$((14250 + offset))" \
    --collector.otlp.grpc.host-port="127.0.0.1:$((4317 + offset))" --collector.otlp.http.host-port="127.0.0.1:$((4318 + offset))" \
    --collector.zipkin.host-port="127.0.0.1:$((9411 + offset))" --admin.http.host-port="127.0.0.1:$((14269 + offset))" \
    >"$work/jaeger.out" 2>&1 &
  pid=$!
  for _ in $(seq 1 200); do
    curl -fs -o /dev/null "http://127.0.0.1:$((14269 + offset))/" 2>/dev/null && break
    kill -0 "$pid" 2>/dev/null || { cat "$work/jaeger.out" >&2; exit 1; }
    sleep 0.1
  done
  java -cp "benchmarks/target/classes:$home/lib/*" io.tracingonsls.benchmarks.load.LoadProgram \
    --protocol="$name" --gzip="$gzip" --profile="$profile" --pid="$pid" --port-offset="$offset" --store-admin-port=0 \
    --connections="${CONNECTIONS:-$connections}" --warm-up="${WARM_UP:-200000}" --spans="${SPANS:-600000}" --rate="${RATE:-0}" \
    >"$work/figures" || { cat "$work/jaeger.out" >&2; exit 1; }
  grep '^|' "$work/figures" | cut -d'|' -f4-6,10
  stop
}

[ $# -gt 0 ] || set -- thrift-http jaeger-grpc otlp-grpc otlp-http otlp-http+gzip zipkin-json zipkin-proto
echo "CPU in µs per span, cold and warm; spans per second; MiB at most. Jaeger: $(basename "$jaeger"), memory storage."
echo "| protocol | profile | ours: cold | warm | spans/s | MiB | Jaeger: cold | warm | spans/s | MiB |"
echo "|---|---|---|---|---|---|---|---|---|---|"
for row in "$@"; do
  ours=$(scripts/measure-collector.sh "$row" | tail -n 1)
  echo "$(echo "$ours" | cut -d'|' -f1-6)|$(echo "$ours" | cut -d'|' -f10)|$(measure_jaeger "$row")|"
done
