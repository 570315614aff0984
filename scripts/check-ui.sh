#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Walks a real browser through the web UI of a real all-in-one with demo traffic. Screenshots go to ui-static/target/screenshots.
# Skips with a reason without Chromium. Set UI_URL to use a server that runs already.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! command -v chromium >/dev/null && ! command -v chromium-browser >/dev/null && ! command -v google-chrome >/dev/null; then
  echo "SKIPPED: no Chromium is installed (Debian: scripts/install-chromium.sh)"
  exit 0
fi
[ -d ui-static/node_modules/playwright-core ] || (cd ui-static && npm ci --no-audit --no-fund --loglevel=error)

if [ -z "${UI_URL:-}" ]; then
  offset=${UI_PORT_OFFSET:-20000}
  data=$(mktemp -d)
  app/target/tracing-on-sls/bin/tracing-on-sls all-in-one --data-dir "$data" --port-offset "$offset" --demo \
    --query.ui-config ui-static/test-browser/ui-config.js --aliyun-log.console-url https://sls.console.aliyun.com > "$data/out.log" 2>&1 &
  server=$!
  trap 'kill "$server" 2>/dev/null; wait "$server" 2>/dev/null; rm -rf "$data"' EXIT
  export UI_URL=http://127.0.0.1:$((16686 + offset))
  for _ in $(seq 300); do
    if curl -fs "$UI_URL/api/services" | grep -q ratings; then break; fi
    kill -0 "$server" || { cat "$data/out.log"; exit 1; }
    sleep 0.1
  done
fi
cd ui-static
node --test --test-concurrency=1 test-browser/
node test-browser/measure.mjs
