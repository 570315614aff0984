# Sourced by the SDK checks. Sets LOG_SERVICE_TARGET, LOG_SERVICE_KEY_ID and LOG_SERVICE_KEY_SECRET, starting the packaged program on free
# ports with an empty folder unless the caller has set them.
work=$(mktemp -d)
pid=""

stop_log_service() {
  [ -n "$pid" ] && kill -TERM "$pid" 2>/dev/null && wait "$pid" 2>/dev/null
  rm -rf "$work"
}
trap stop_log_service EXIT

if [ -z "${LOG_SERVICE_TARGET:-}" ]; then
  home=${1:-app/target/tracing-on-sls}
  if [ ! -x "$home/bin/tracing-on-sls" ]; then
    echo "SKIP: $home is not built (expected: mvn package, or LOG_SERVICE_TARGET, LOG_SERVICE_KEY_ID and LOG_SERVICE_KEY_SECRET set)"
    exit 0
  fi
  offset=$((20000 + RANDOM % 10000))
  "$home/bin/tracing-on-sls" log-service --data-dir "$work/data" --port-offset "$offset" >"$work/out" 2>&1 &
  pid=$!
  LOG_SERVICE_TARGET="http://127.0.0.1:$((12690 + offset))"
  for _ in $(seq 1 300); do
    curl -s -o /dev/null "$LOG_SERVICE_TARGET/" && break
    if ! kill -0 "$pid" 2>/dev/null; then
      cat "$work/out" >&2
      exit 1
    fi
    sleep 0.1
  done
  keys=$(dirname "$(find "$work/data" -name access-key-id)")
  LOG_SERVICE_KEY_ID=$(cat "$keys/access-key-id")
  LOG_SERVICE_KEY_SECRET=$(cat "$keys/access-key-secret")
fi
export LOG_SERVICE_TARGET LOG_SERVICE_KEY_ID LOG_SERVICE_KEY_SECRET
