#!/usr/bin/env bash
# Runs the unmodified Node SDK (@alicloud/log) against a local Log Service.
# Usage: scripts/check-sdk-node.sh [directory of the unpacked distribution]
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
if ! command -v npm >/dev/null; then
  echo "SKIP: node and npm are not installed"
  exit 0
fi
project=target/sdk-node
mkdir -p "$project"
if [ ! -d "$project/node_modules/@alicloud/log" ]; then
  echo '{"private": true}' >"$project/package.json"
  (cd "$project" && npm install --silent --no-audit --no-fund @alicloud/log) || { echo "SKIP: @alicloud/log can't be installed"; exit 0; }
fi
. scripts/sdk/local-log-service.sh
NODE_PATH="$PWD/$project/node_modules" node scripts/sdk/check_node.js
