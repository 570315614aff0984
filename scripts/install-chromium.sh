#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs Chromium on Debian or Ubuntu for the browser suite. Needs root.
set -euo pipefail
command -v apt-get >/dev/null || { echo "install-chromium.sh: not a Debian system; install Chromium by hand" >&2; exit 1; }
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-cjk
