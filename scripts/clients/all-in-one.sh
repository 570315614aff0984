# Sourced by the checks of clients, with the directory of the unpacked distribution in $home. Starts the packaged program on free ports with an
# empty folder, waits until it is ready, ends it with the script; exports PORT_OFFSET.
work=$(mktemp -d)
export PORT_OFFSET=${PORT_OFFSET:-$((20000 + RANDOM % 10000))}
"$home/bin/tracing-on-sls" all-in-one --data-dir "$work/data" --port-offset "$PORT_OFFSET" >"$work/out" 2>&1 &
pid=$!
trap 'kill -TERM $pid 2>/dev/null; wait $pid 2>/dev/null; rm -rf "$work"' EXIT
for _ in $(seq 1 600); do
  curl -fs -o /dev/null "http://127.0.0.1:$((14269 + PORT_OFFSET))/" 2>/dev/null && break
  kill -0 "$pid" 2>/dev/null || { cat "$work/out" >&2; exit 1; }
  sleep 0.1
done
