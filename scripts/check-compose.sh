#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Checks docker/compose.yaml without Docker: loads it as docker compose does, starts its command in the image's files, and waits until the demo's
# services can be seen. check-compose.sh [IMAGE_FILE]. Needs Go; starting needs Linux and root as well, else only the file is checked.
set -euo pipefail
cd "$(dirname "$0")/.."

command -v go >/dev/null || { echo "SKIPPED: checking the compose file needs Go"; exit 0; }
bin=$PWD/target/bin
(cd charts/check && go build -o "$bin/check-compose" ./compose && go build -o "$bin/check-pods" ./pods)
mkdir -p target
"$bin/check-compose" docker/compose.yaml > target/compose-pods.yaml
tag=$(sed -n 's/^ *image: tracing-on-sls:\(.*\)/\1/p' docker/compose.yaml)
grep -q "^appVersion: \"$tag\"" charts/tracing-on-sls/Chart.yaml || { echo "check-compose.sh: image tag $tag is not the chart's appVersion" >&2; exit 1; }
echo "compose: the file is valid"
if [ "$(uname -s)" != Linux ] || [ "$(id -u)" != 0 ] || ! unshare --mount --net true 2>/dev/null; then
  echo "SKIPPED: starting it needs Linux and root"
  exit 0
fi
image=${1:-target/tracing-on-sls-image.tar}
[ -r "$image" ] || docker/build-image.sh --output "$image"
work=$(mktemp -d "$PWD/target/compose.XXXXXX")
trap 'rm -rf --one-file-system "$work"' EXIT
scripts/unpack-image.sh "$image" "$work/image"
# shellcheck disable=SC2016  # the inner shell expands
seen='for _ in $(seq 600); do
  services=$(curl -s http://127.0.0.1:16686/api/services)
  missing=""
  for name in istio-ingressgateway productpage details reviews ratings; do grep -q "\"[^\"]*$name[^\"]*\"" <<<"$services" || missing+=" $name"; done
  [ -n "$missing" ] || { echo "compose: the demo can be seen: $services" | cut -c1-300; exit 0; }
  sleep 0.2
done
echo "missing:$missing in $services"; exit 1'
unshare --mount --net sh -c 'ip link set lo up && exec "$@" < target/compose-pods.yaml' start "$bin/check-pods" -self-contained -image "$work/image" -work "$work/pods" -during "$seen"
