#!/usr/bin/env bash
# Lets upstream Jaegers of three generations keep their spans through our remote storage API, and judges it with their own storage suites:
# the suite of 1.35 (the first with remote storage), that of 1.62 (archive included), and that of 2.13 with the real Jaeger process before us.
# Takes about ten minutes, most of it the compiler's; nothing of Jaeger is kept outside of target/.
# Usage: scripts/check-upstream.sh [directory of the unpacked distribution]
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
home=$PWD/${1:-app/target/tracing-on-sls}
here=$PWD/scripts/upstream
if ! command -v go >/dev/null; then
  echo "SKIP: Go is not installed"
  exit 0
fi
export GOTOOLCHAIN=local GOFLAGS=-mod=mod
sources=$PWD/target/upstream
mkdir -p "$sources"
work=$(mktemp -d)
started=()

finish() {
  for pid in "${started[@]}"; do kill -TERM "$pid" 2>/dev/null; done
  for pid in "${started[@]}"; do wait "$pid" 2>/dev/null; done
  rm -rf "$work"
}
trap finish EXIT

# fetch <version>: an unpacked copy that can be built in.
fetch() {
  [ -f "$sources/$1/go.mod" ] && return
  local from
  from=$(go mod download -json "github.com/jaegertracing/jaeger@$1" | sed -n 's/^\t"Dir": "\(.*\)",$/\1/p')
  if [ -z "$from" ]; then
    echo "SKIP: Jaeger $1 can't be downloaded"
    exit 0
  fi
  rm -rf "${sources:?}/$1"
  cp -r "$from" "$sources/$1"
  chmod -R u+w "$sources/$1"
}

await() {
  for _ in $(seq 1 300); do
    "$@" && return 0
    sleep 0.1
  done
  echo "check-upstream: not ready within 30 s: $*" >&2
  cat "$work"/*.log >&2
  exit 1
}

start_storage() {
  local offset=$((20000 + RANDOM % 10000))
  "$home/bin/tracing-on-sls" log-service --data-dir "$work/data" --port-offset "$offset" >"$work/log-service.log" 2>&1 &
  started+=($!)
  await test -s "$work/data/log-service/access-key-secret"
  "$home/bin/tracing-on-sls" remote-storage --data-dir "$work/data" --port-offset "$offset" --aliyun-log.allow-purge \
    --aliyun-log.archive.span-logstore jaeger-archive >"$work/remote-storage.log" 2>&1 &
  started+=($!)
  export REMOTE_STORAGE_ENDPOINT=127.0.0.1:$((17271 + offset))
  export REMOTE_STORAGE_WRITER_ENDPOINT=$REMOTE_STORAGE_ENDPOINT
  export PURGER_ENDPOINT=http://127.0.0.1:$((17270 + offset))/purge
  await curl -fs -o /dev/null -X POST "$PURGER_ENDPOINT"
}

failed=0

# judge <name> <passes at least> <log>: by what its tests say; the package's check for leaked goroutines sees connections to us as leaks.
judge() {
  local passed lost
  passed=$(grep -c -E '^ *--- PASS' "$3")
  lost=$(grep -E '^ *--- FAIL|^panic:' "$3")
  if [ -n "$lost" ] || [ "$passed" -lt "$2" ]; then
    echo "FAIL $1: $passed passed (expected: at least $2)"
    echo "$lost"
    failed=1
    cp "$3" "target/upstream/$(basename "$3")"
    echo "     see target/upstream/$(basename "$3")"
  else
    echo "ok   $1: $passed passed"
  fi
}

# suite <name> <version> <package> <our test> <passes at least>
suite() {
  cp "$here/$4" "$sources/$2/$3/"
  (cd "$sources/$2/$3" && go test -v -count=1 -timeout 300s -run 'TestRunningRemoteStorage' .) >"$work/$2.txt" 2>&1
  judge "$1" "$5" "$work/$2.txt"
}

for version in v1.35.0 v1.62.0 v1.76.0; do fetch "$version"; done
start_storage
suite "storage suite of Jaeger 1.35 (storage API v1)" v1.35.0 plugin/storage/integration storage_v1_35_test.go 27
suite "storage suite of Jaeger 1.62 (storage API v1, with archive)" v1.62.0 plugin/storage/integration storage_v1_test.go 27

(cd "$sources/v1.76.0" && go build -o cmd/jaeger/jaeger ./cmd/jaeger) || failed=1
(cd "$sources/v1.76.0/cmd/jaeger/internal/integration" \
  && STORAGE=grpc CUSTOM_STORAGE=true go test -v -count=1 -timeout 300s -run TestGRPCStorage .) >"$work/v2.txt" 2>&1
judge "storage suite of Jaeger 2.13 through its own process (storage API v2)" 30 "$work/v2.txt"
exit "$failed"
