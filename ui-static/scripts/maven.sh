#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Builds (`build DIR`) or tests (`test`) the web UI for Maven. Does nothing when the result is newer than every source.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! command -v npm >/dev/null || ! node -e 'const [a,b]=process.versions.node.split(".").map(Number);process.exit(a>20||(a===20&&b>=19)?0:1)'; then
  echo "The web UI needs Node.js 20.19 or newer with npm. Install it, or build without the UI: mvn -Dui.skip ..." >&2
  exit 1
fi

newer_sources() { # is any source newer than the stamp $1?
  [ ! -e "$1" ] || [ -n "$(find index.html package-lock.json package.json vite.config.ts tsconfig.json src test public scripts -newer "$1" -print -quit)" ]
}

install() {
  if [ ! -e node_modules/.installed ] || [ package-lock.json -nt node_modules/.installed ]; then
    npm ci --no-audit --no-fund --loglevel=error
    touch node_modules/.installed
  fi
}

mkdir -p target
case "$1" in
  build)
    target=$2
    if newer_sources target/ui-built; then
      install
      npm run --silent build
      touch target/ui-built
    fi
    rm -rf "$target"
    mkdir -p "$target"
    cp -R dist/. "$target"
    (cd "$target" && find . -type f | sed 's|^\./||' | LC_ALL=C sort > assets.list)
    ;;
  test)
    if newer_sources target/ui-tested; then
      install
      npm run --silent check
      npm run --silent test
      touch target/ui-tested
    fi
    ;;
  *) echo "maven.sh: $1 (expected: build DIR or test)" >&2; exit 2 ;;
esac
