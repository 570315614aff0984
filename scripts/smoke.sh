#!/usr/bin/env bash
# Starts the packaged program as a user would, sends a captured Jaeger batch, reads it back, stops it.
# Usage: scripts/smoke.sh [directory of the unpacked distribution]
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
home=${1:-app/target/tracing-on-sls}
batch=src-test-fixtures/src/main/resources/golden-query/dataset/01-simple-1.thrift
work=$(mktemp -d)
pid=""

finish() {
  [ -n "$pid" ] && kill -KILL "$pid" 2>/dev/null
  rm -rf "$work"
}
trap finish EXIT

fail() {
  echo "smoke: $1" >&2
  echo "--- output of the program:" >&2
  cat "$work/out" >&2
  exit 1
}

# A free block of ports: every listener moves by the same offset.
offset=$((20000 + RANDOM % 10000))
"$home/bin/tracing-on-sls" all-in-one --data-dir "$work/data" --port-offset "$offset" >"$work/out" 2>&1 &
pid=$!
collector="http://127.0.0.1:$((14268 + offset))"
query="http://127.0.0.1:$((16686 + offset))"
admin="http://127.0.0.1:$((14269 + offset))"

ready=""
for _ in $(seq 1 300); do
  if curl -fs -o "$work/health" "$admin/" 2>/dev/null; then
    ready=yes
    break
  fi
  kill -0 "$pid" 2>/dev/null || fail "the program ended before it was ready"
  sleep 0.1
done
[ -n "$ready" ] || fail "not ready within 30 s"
grep -q '"status":"Server available"' "$work/health" || fail "health says: $(cat "$work/health")"

status=$(curl -s -o "$work/answer" -w '%{http_code}' -H 'Content-Type: application/x-thrift' \
  --data-binary "@$batch" "$collector/api/traces")
[ "$status" = 202 ] || fail "batch answered with $status: $(cat "$work/answer")"

found=""
for _ in $(seq 1 50); do
  curl -s -o "$work/services" "$query/api/services"
  if grep -q '"data":\["' "$work/services"; then
    found=yes
    break
  fi
  sleep 0.1
done
[ -n "$found" ] || fail "no service within 5 s: $(cat "$work/services")"
service=$(sed 's/.*"data":\["\([^"]*\)".*/\1/' "$work/services")
curl -s -G -o "$work/traces" "$query/api/traces" --data-urlencode "service=$service" \
  -d start=0 -d end=9000000000000000
grep -q '"spanID"' "$work/traces" || fail "no trace of $service: $(head -c 300 "$work/traces")"

kill -TERM "$pid"
for _ in $(seq 1 150); do
  kill -0 "$pid" 2>/dev/null || break
  sleep 0.1
done
kill -0 "$pid" 2>/dev/null && fail "still running 15 s after SIGTERM"
wait "$pid"
code=$?
pid=""
[ "$code" -eq 0 ] || [ "$code" -eq 143 ] || fail "ended with status $code"
if grep -rqF -f "$work/data/log-service/access-key-secret" "$work/out"; then
  fail "the output contains the access key"
fi
echo "smoke: the packaged program took a batch and gave the trace back"
