#!/usr/bin/env bash
# Runs the unmodified Go SDK (github.com/aliyun/aliyun-log-go-sdk) and its producer against a local Log Service.
# Usage: scripts/check-sdk-go.sh [directory of the unpacked distribution]
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
if ! command -v go >/dev/null; then
  echo "SKIP: go is not installed"
  exit 0
fi
mkdir -p target/sdk-go
(cd scripts/sdk/go && go mod download 2>/dev/null) || { echo "SKIP: aliyun-log-go-sdk can't be downloaded"; exit 0; }
(cd scripts/sdk/go && CGO_ENABLED=0 go build -o ../../../target/sdk-go/check .) || exit 1
. scripts/sdk/local-log-service.sh
target/sdk-go/check
