#!/usr/bin/env bash
# Runs the unmodified Python SDK (aliyun-log-python-sdk) against a local Log Service.
# Usage: scripts/check-sdk-python.sh [directory of the unpacked distribution]
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
if ! command -v python3 >/dev/null; then
  echo "SKIP: python3 is not installed"
  exit 0
fi
venv=target/sdk-python
if [ ! -x "$venv/bin/python" ]; then
  python3 -m venv "$venv" || { echo "SKIP: python3 can't make a virtual environment"; exit 0; }
fi
if ! "$venv/bin/python" -c 'import aliyun.log' 2>/dev/null; then
  "$venv/bin/pip" install -q aliyun-log-python-sdk || { echo "SKIP: aliyun-log-python-sdk can't be installed"; exit 0; }
fi
. scripts/sdk/local-log-service.sh
"$venv/bin/python" scripts/sdk/check_python.py
