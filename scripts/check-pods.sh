#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Starts the containers of the rendered chart for real, for every file of charts/tests/values: the image's files, the rendered arguments,
# environment, volumes and probes, in a network of their own where the cluster's names lead to this machine. Sends a span through the
# Services. check-pods.sh [IMAGE_FILE] [VALUES_FILE...]. Needs Linux, root (or sudo), Go; skips without.
set -euo pipefail
cd "$(dirname "$0")/.."

skip() { echo "SKIPPED: $*"; exit 0; }
command -v go >/dev/null || skip "starting the pods needs Go"
[ "$(uname -s)" = Linux ] && [ "$(id -u)" = 0 ] || skip "starting the pods needs Linux and root"
unshare --mount --net true 2>/dev/null || skip "no namespaces can be made here"
command -v ip >/dev/null || skip "starting the pods needs ip (iproute2)"
bin=$PWD/target/bin
[ -x "$bin/helm" ] || GOBIN=$bin go install helm.sh/helm/v3/cmd/helm@v3.19.0
(cd charts/check && go build -o "$bin/check-pods" ./pods)

image=${1:-target/tracing-on-sls-image.tar}
[ $# -eq 0 ] || shift
[ -r "$image" ] || docker/build-image.sh --output "$image"
work=$(mktemp -d "$PWD/target/pods.XXXXXX")
# shellcheck disable=SC2317  # called by the trap
clean() { rm -rf --one-file-system "$work"; }
trap clean EXIT
scripts/unpack-image.sh "$image" "$work/image"
[ $# -gt 0 ] || set -- charts/tests/values/*.yaml
batch=src-test-fixtures/src/main/resources/golden-query/dataset/01-simple-1.thrift
for values in "$@"; do
  echo "== $values"
  "$bin/helm" template release charts/tracing-on-sls --namespace tracing --kube-version 1.30.0 --values "$values" > "$work/manifests"
  # What is mounted inside goes with the namespace.
  unshare --mount --net sh -c 'ip link set lo up && exec "$@" < "$0"' "$work/manifests" \
    "$bin/check-pods" -image "$work/image" -work "$work/$(basename "$values" .yaml)" -batch "$batch" ${POD_FLAGS:+"$POD_FLAGS"}
done
echo "pods: every container of the chart ran with its rendered arguments"
