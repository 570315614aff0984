#!/usr/bin/env bash
# Measures what a span costs the collector, from its arrival to the acknowledged PutLogs, for each protocol: one fresh collector per row with a
# local Log Service in a process of its own. Build before: mvn -B -Dquick -Dmaven.test.skip=true package
# Usage: scripts/measure-collector.sh [protocol[+gzip][/profile]]…   for example: thrift-http otlp-grpc+gzip/P3
# Environment: WARM_UP and SPANS (spans of the two phases), CONNECTIONS, RATE (spans per second, 0: as fast as answers come),
#   JAVA_OPTS (of the collector), COLLECTOR_FLAGS, DETAILS=1 (everything that was measured, not only the table). The row udp-compact knows no
#   backpressure: choose a RATE that the machine can keep up with, the default is 20,000 spans per second
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
home=app/target/tracing-on-sls
[ -x "$home/bin/tracing-on-sls" ] || { echo "measure-collector: $home is not built" >&2; exit 2; }
classpath="benchmarks/target/classes:$home/lib/*"
work=$(mktemp -d)
offset=${PORT_OFFSET:-$((20000 + RANDOM % 10000))}
store=""
collector=""

stop() {
  for pid in $collector $store; do
    kill -TERM "$pid" 2>/dev/null && wait "$pid" 2>/dev/null
  done
  collector=""
  store=""
}
trap 'stop; rm -rf "$work"' EXIT

ready() { # port, pid
  for _ in $(seq 1 300); do
    curl -fs -o /dev/null "http://127.0.0.1:$(($1 + offset))/" 2>/dev/null && return 0
    kill -0 "$2" 2>/dev/null || break
    sleep 0.1
  done
  cat "$work"/*.out >&2
  exit 1
}

measure() { # protocol[+gzip][/profile]
  local name=${1%%/*} profile=P1 gzip=false connections
  case "$1" in */*) profile=${1#*/} ;; esac
  case "$name" in *+gzip) gzip=true; name=${name%+gzip} ;; esac
  connections=$([ "$profile" = P3 ] && echo 32 || echo 8)
  rm -rf "$work/data" "$work/idle"
  JAVA_OPTS="" "$home/bin/tracing-on-sls" log-service --data-dir "$work/data" --port-offset "$offset" >"$work/store.out" 2>&1 &
  store=$!
  ready 12691 "$store"
  # Datagrams are for agents and all-in-one: that one, with a collector's JVM; its own Log Service stays empty, since its spans go to ours.
  local command=(collector --data-dir "$work/data") jvm=""
  if [ "$name" = udp-compact ]; then
    jvm="-Xms128m -XX:NewSize=72m -XX:SurvivorRatio=4 -XX:Tier4InvocationThreshold=20000 -XX:Tier4MinInvocationThreshold=2400 -XX:Tier4CompileThreshold=60000"
    local keys="$work/data/log-service/access-key"
    command=(all-in-one --data-dir "$work/idle" --log-service.http.host-port :12695
      --aliyun-log.target "http://127.0.0.1:$((12690 + offset))"
      --aliyun-log.access-key-id-file "$keys-id" --aliyun-log.access-key-secret-file "$keys-secret")
  fi
  # shellcheck disable=SC2086  # a list of flags
  JAVA_OPTS="$jvm ${JAVA_OPTS:-}" "$home/bin/tracing-on-sls" "${command[@]}" --port-offset "$offset" ${COLLECTOR_FLAGS:-} >"$work/collector.out" 2>&1 &
  collector=$!
  ready 14269 "$collector"
  java -cp "$classpath" io.tracingonsls.benchmarks.load.LoadProgram \
    --protocol="$name" --gzip="$gzip" --profile="$profile" --pid="$collector" --port-offset="$offset" \
    --connections="${CONNECTIONS:-$connections}" --warm-up="${WARM_UP:-200000}" --spans="${SPANS:-600000}" --rate="${RATE:-0}" \
    >"$work/figures" || { cat "$work/collector.out" >&2; exit 1; }
  if [ -n "${DETAILS:-}" ]; then
    cat "$work/figures"
  else
    grep '^|' "$work/figures"
  fi
  stop
}

echo "| protocol | profile | µs/span cold | µs/span warm | spans/s | bytes/span sent | p50 ms | p99 ms | peak MiB |"
echo "|---|---|---|---|---|---|---|---|---|"
if [ $# -eq 0 ]; then
  set -- thrift-http jaeger-grpc otlp-grpc otlp-grpc+gzip otlp-http otlp-http+gzip otlp-json zipkin-json zipkin-proto udp-compact
fi
for row in "$@"; do
  measure "$row"
done
