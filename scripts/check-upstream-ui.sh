#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Shows that builds of Jaeger's own UI work with this query server: `scripts/check-upstream-ui.sh DIR...`, each DIR with a build's index.html and
# static/. Serves every one with --query.static-files from an all-in-one with demo traffic and walks a browser through search, trace, compare,
# architecture and monitor: what each page must show is there, nothing is on the console, the content policy blocks nothing. A build comes out of a
# Jaeger release (its image has one) or of `npm ci && npm run build` in a checkout of jaeger-ui. Screenshots go to ui-static/target/screenshots.
set -euo pipefail
cd "$(dirname "$0")/.."

if [ $# -eq 0 ]; then
  echo "SKIPPED: name one or more directories with a build of Jaeger's UI"
  exit 0
fi
if ! command -v chromium >/dev/null && ! command -v chromium-browser >/dev/null && ! command -v google-chrome >/dev/null; then
  echo "SKIPPED: no Chromium is installed (Debian: scripts/install-chromium.sh)"
  exit 0
fi
[ -d ui-static/node_modules/playwright-core ] || (cd ui-static && npm ci --no-audit --no-fund --loglevel=error)

offset=${UI_PORT_OFFSET:-20000}
export UI_URL=http://127.0.0.1:$((16686 + offset))
data=$(mktemp -d)
server=
stop() {
  [ -z "$server" ] || { kill "$server" 2>/dev/null; wait "$server" 2>/dev/null || true; }
  server=
}
trap 'stop; rm -rf "$data"' EXIT

failed=0
for build in "$@"; do
  [ -f "$build/index.html" ] || { echo "$build: no index.html (expected: a build of Jaeger's UI)" >&2; exit 2; }
  app/target/tracing-on-sls/bin/tracing-on-sls all-in-one --data-dir "$data/store" --port-offset "$offset" --demo --query.static-files "$build" > "$data/out.log" 2>&1 &
  server=$!
  for _ in $(seq 300); do
    if curl -fs "$UI_URL/api/services" | grep -q ratings; then break; fi
    kill -0 "$server" || { cat "$data/out.log"; exit 1; }
    sleep 0.1
  done
  echo "== $build"
  node ui-static/test-browser/upstream.mjs "$build" || failed=1
  stop
done
exit "$failed"
