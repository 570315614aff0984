#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Checks an image file without a container daemon: check-image.sh [FILE], by default one that is built now. Verifies digests, looks for what must
# not be in it, starts it as it would run (as root on Linux: in its own root, read-only, as user 10001), sends a span, reads it back, prints
# sizes, time to ready and memory; with Go also pushes it to a registry in memory and pulls it again. Skips without a JDK 25.
set -euo pipefail
cd "$(dirname "$0")/.."

offset=${PORT_OFFSET:-22000}
file=${1:-}
if [ -z "$file" ]; then
  jdk=${JDK25_HOME:-$(find /usr/lib/jvm -maxdepth 1 -name '*25*' 2>/dev/null | sort | head -n 1)}
  [ -n "$jdk" ] && [ -x "$jdk/bin/jlink" ] && [ "$(uname -s)" = Linux ] || { echo "SKIPPED: building the image needs Linux and a JDK 25 (set JDK25_HOME)"; exit 0; }
  [ -d app/target/tracing-on-sls/lib ] || { echo "check-image.sh: no packaged program; run ./run version first" >&2; exit 1; }
  file=target/tracing-on-sls-image.tar
  docker/build-image.sh --jdk "$jdk" --output "$file"
fi
fail() { echo "check-image.sh: $*" >&2; exit 1; }

mkdir -p target
work=$(mktemp -d "$PWD/target/check-image.XXXXXX")
pid=""
# shellcheck disable=SC2317  # called by the trap
finish() { [ -z "$pid" ] || { kill "$pid" 2>/dev/null || true; wait "$pid" 2>/dev/null || true; }; rm -rf --one-file-system "$work"; }
trap finish EXIT
scripts/unpack-image.sh "$file" "$work/image"
root=$work/image/root config=$work/image/config.json

grep -q '"User":"10001:10001"' "$config" || fail "the image does not run as user 10001"
unwanted=$(find "$root" \( -name sh -o -name bash -o -name busybox -o -name apt -o -perm /6000 -o -name 'access-key*' -o -name '*.pem' \) -not -type l | head)
[ -z "$unwanted" ] || fail "does not belong into the image: $unwanted"
writable=$(find "$root" -not -type l -perm /022 | grep -v "^$root/tmp$" || true)
[ -z "$writable" ] || fail "others may write: $writable"
for part in lib opt/java opt/tracing-on-sls/lib opt/tracing-on-sls/app.jsa; do du -sh "$root/$part" | sed "s|$root/||; s/^/size: /"; done
printf 'size: %d MB as a file, %d MB unpacked\n' $(($(stat -c %s "$file") / 1000000)) $(($(du -sk "$root" | cut -f1) / 1000))

mapfile -t entrypoint < <(grep -oE '"Entrypoint":\[[^]]*\]' "$config" | grep -oE '"[^"]*"' | tail -n +2 | tr -d '"')
mkdir -p "$work/data" "$work/tmp"
start() { # JVM options; starts the image's command in its own root where that is allowed
  if [ "$(id -u)" = 0 ] && unshare --mount true 2>/dev/null; then
    how="in its own root, read-only, as user 10001"
    chown 10001:10001 "$work/data"
    chmod 1777 "$work/tmp"
    # shellcheck disable=SC2016  # the inner shell expands
    JDK_JAVA_OPTIONS=$1 LANG=C.UTF-8 unshare --mount sh -c 'root=$1 data=$2 tmp=$3; shift 3
      mount --bind "$root" "$root" && mount -o remount,bind,ro "$root" && mount --bind /proc "$root/proc" && mount --rbind /dev "$root/dev" &&
      mount --bind "$data" "$root/var/lib/tracing-on-sls" && mount --bind "$tmp" "$root/tmp" && exec chroot --userspec=10001:10001 "$root" "$@"' \
      start "$root" "$work/data" "$work/tmp" "${entrypoint[@]}" all-in-one --data-dir /var/lib/tracing-on-sls --port-offset "$offset" > "$work/out" 2>&1 &
  else
    how="from its directory (no root here)"
    JDK_JAVA_OPTIONS="$1 -XX:SharedArchiveFile=$root/opt/tracing-on-sls/app.jsa" "$root/opt/java/bin/java" -XX:+UseSerialGC --sun-misc-unsafe-memory-access=allow \
      -jar "$root/opt/tracing-on-sls/lib/tracing-on-sls.jar" all-in-one --data-dir "$work/data" --port-offset "$offset" > "$work/out" 2>&1 &
  fi
  pid=$!
  local started
  started=$(date +%s%N)
  until curl -fs -o /dev/null "http://127.0.0.1:$((14269 + offset))/"; do
    kill -0 "$pid" 2>/dev/null || { cat "$work/out" >&2; fail "the program ended"; }
    sleep 0.02
  done
  ready=$((($(date +%s%N) - started) / 1000000))
}
stop() {
  kill "$pid"
  wait "$pid" || [ $? -eq 143 ] || fail "it does not stop cleanly"
  pid=""
}

for options in -Xshare:off -Xshare:auto; do
  start "$options"
  echo "ready after $ready ms with $options, CPU $(awk '{print ($14 + $15) * 10}' "/proc/$pid/stat") ms"
  [ "$options" = -Xshare:auto ] || stop
done
batch=src-test-fixtures/src/main/resources/golden-query/dataset/01-simple-1.thrift
status=$(curl -s -o /dev/null -w '%{http_code}' -H 'Content-Type: application/x-thrift' --data-binary "@$batch" "http://127.0.0.1:$((14268 + offset))/api/traces")
[ "$status" = 202 ] || fail "the span was answered with $status"
for _ in $(seq 100); do
  services=$(curl -fs "http://127.0.0.1:$((16686 + offset))/api/services")
  grep -q '"data":\["' <<<"$services" && break
  sleep 0.1
done
grep -q '"data":\["' <<<"$services" || fail "the span did not come back: $services"
curl -fs "http://127.0.0.1:$((16686 + offset))/" | grep -q '<html' || fail "the UI is not served"
awk '/VmRSS/{print "resident memory: " int($2 / 1024) " MB"}' "/proc/$pid/status"
stop
start "-Xlog:class+load:file=$([ "${how#in}" = "$how" ] && echo "$work")/tmp/classes"
stop
share=$(awk '/source: /{all++} /shared objects/{shared++} END{print int(100 * shared / all)}' "$work/tmp/classes")
echo "from the class-data archive: $share % of the classes of a start"
[ "$share" -ge 85 ] || fail "the list of classes is stale: run docker/list-classes.sh"
echo "image: the span came back; it ran $how"

if command -v go >/dev/null; then
  bin=$PWD/target/bin
  [ -x "$bin/crane" ] || GOBIN=$bin go install github.com/google/go-containerregistry/cmd/crane@v0.20.6
  "$bin/crane" validate --tarball "$file"
  registry=127.0.0.1:$((5000 + offset))
  "$bin/crane" registry serve --address "$registry" > "$work/registry" 2>&1 &
  pid=$!
  for _ in $(seq 100); do curl -fs -o /dev/null "http://$registry/v2/" && break; sleep 0.1; done
  "$bin/crane" push "$file" "$registry/tracing-on-sls:check" 2>/dev/null
  "$bin/crane" validate --remote "$registry/tracing-on-sls:check"
  "$bin/crane" pull "$registry/tracing-on-sls:check" "$work/pulled.tar"
  [ "$("$bin/crane" config "$registry/tracing-on-sls:check")" = "$(cat "$config")" ] || fail "the registry gives another configuration back"
  echo "image: pushed to a registry and pulled back unchanged"
fi
