#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Checks what goes into the image without a Docker daemon: makes the runtime from the packaged program with a JDK 25 (JDK25_HOME, or found
# under /usr/lib/jvm), starts it as the image would, sends a span, reads it back, and prints sizes, time to ready and memory.
set -euo pipefail
cd "$(dirname "$0")/.."

jdk=${JDK25_HOME:-$(find /usr/lib/jvm -maxdepth 1 -name '*25*' 2>/dev/null | head -n 1)}
if [ -z "$jdk" ] || [ ! -x "$jdk/bin/jlink" ]; then
  echo "SKIPPED: no JDK 25 with jlink (set JDK25_HOME)"
  exit 0
fi
home=app/target/tracing-on-sls
[ -d "$home/lib" ] || { echo "check-image.sh: no packaged program; run ./run version first" >&2; exit 1; }
image=target/image
docker/build-runtime.sh "$jdk" "$home" "$image"
du -sh "$image/java" "$image/app" | sed 's/^/size: /'

work=$(mktemp -d)
offset=22000
started=$(date +%s%N)
"$image/java/bin/java" -XX:SharedArchiveFile="$image/app/app.jsa" -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError --enable-native-access=ALL-UNNAMED \
  --sun-misc-unsafe-memory-access=allow -cp "$image/app/lib/*" io.tracingonsls.app.Main all-in-one --data-dir "$work/data" --port-offset $offset > "$work/out" 2>&1 &
pid=$!
trap 'kill "$pid" 2>/dev/null || true; wait "$pid" 2>/dev/null || true; rm -rf "$work"' EXIT
until curl -fs -o /dev/null "http://127.0.0.1:$((14269 + offset))/"; do
  kill -0 "$pid" || { cat "$work/out"; exit 1; }
  sleep 0.02
done
echo "ready after $((($(date +%s%N) - started) / 1000000)) ms"
batch=src-test-fixtures/src/main/resources/golden-query/dataset/01-simple-1.thrift
status=$(curl -s -o /dev/null -w '%{http_code}' -H 'Content-Type: application/x-thrift' --data-binary "@$batch" "http://127.0.0.1:$((14268 + offset))/api/traces")
[ "$status" = 202 ] || { echo "check-image.sh: the span was answered with $status" >&2; exit 1; }
for _ in $(seq 100); do
  services=$(curl -fs "http://127.0.0.1:$((16686 + offset))/api/services")
  grep -q '"data":\[' <<<"$services" && break
  sleep 0.1
done
grep -q '"data":\[' <<<"$services" || { echo "check-image.sh: the span did not come back: $services" >&2; exit 1; }
grep VmRSS "/proc/$pid/status" | awk '{print "resident memory: " int($2 / 1024) " MB"}'
echo "image: the span came back"
