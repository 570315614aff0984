#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Renews docker/classes.lst.gz, the classes that the image's archive holds: what every command loads to start, and the first requests.
# list-classes.sh JDK_HOME DISTRIBUTION. Classes of the JDK's own list are left out. A stale list costs start-up time, nothing else;
# check-image.sh says how much of a start comes from the archive.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
jdk=$1 distribution=$2 offset=${PORT_OFFSET:-21000}
work=$(mktemp -d)
running=()
trap 'kill "${running[@]}" 2>/dev/null || true; wait; rm -rf "$work"' EXIT

start() { # admin port, arguments
  local port=$(($1 + offset)) pid
  shift
  "$jdk/bin/java" -Xshare:off -XX:+UseSerialGC -XX:DumpLoadedClassList="$work/$1.list" --sun-misc-unsafe-memory-access=allow \
    -jar "$distribution/lib/tracing-on-sls.jar" "$@" --port-offset "$offset" > "$work/$1.out" 2>&1 &
  pid=$!
  running+=("$pid")
  until curl -fs -o /dev/null "http://127.0.0.1:$port/"; do
    kill -0 "$pid" || { cat "$work/$1.out" >&2; exit 1; }
    sleep 0.1
  done
}
start 12691 log-service --data-dir "$work/data"
start 14269 collector --data-dir "$work/data"
start 16687 query --data-dir "$work/data"
start 14271 agent
for batch in "$here"/../src-test-fixtures/src/main/resources/golden-query/dataset/0*.thrift; do
  curl -fs -o /dev/null -H 'Content-Type: application/x-thrift' --data-binary "@$batch" "http://127.0.0.1:$((14268 + offset))/api/traces"
done
curl -s -o /dev/null -H 'Content-Type: application/json' -d '[]' "http://127.0.0.1:$((9411 + offset))/api/v2/spans"
curl -s -o /dev/null -H 'Content-Type: application/json' -d '{}' "http://127.0.0.1:$((4318 + offset))/v1/traces"
sleep 1
for path in / /api/services '/api/operations?service=frontend' '/api/traces?service=frontend&start=0&end=9000000000000000' /api/dependencies?endTs=9000000000000; do
  curl -s -o /dev/null "http://127.0.0.1:$((16686 + offset))$path"
done
for pid in "${running[@]}"; do kill "$pid"; wait "$pid" || true; done
running=()

# Only names and call sites: numbers and resolved constants differ from run to run.
sed -E '/^(#|@cp|@lambda-form)/d; s/ id: .*//' "$work"/*.list | LC_ALL=C sort -u > "$work/all"
grep -v '^#' "$jdk/lib/classlist" | LC_ALL=C sort -u > "$work/known"
LC_ALL=C comm -23 "$work/all" "$work/known" | gzip -9n > "$here/classes.lst.gz"
gzip -dc "$here/classes.lst.gz" | wc -l | sed 's/$/ classes and call sites/'
