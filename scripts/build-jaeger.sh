#!/usr/bin/env bash
# Builds programs of an upstream Jaeger release from the Go module proxy into target/jaeger, for comparisons and checks; nothing of it is kept
# in the repository. Dependencies are verified by the release's own go.sum. Prints the directory of the programs.
# Usage: scripts/build-jaeger.sh [program]…   programs: collector (default), agent
# Environment: JAEGER_VERSION (default v1.67.0, the last release with an agent)
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
version=${JAEGER_VERSION:-v1.67.0}
command -v go >/dev/null || { echo "build-jaeger: go is not installed" >&2; exit 3; }
directory=$PWD/target/jaeger/$version
if [ ! -e "$directory/source/go.sum" ]; then
  mkdir -p "$directory"
  module=$(cd "$directory" && go mod download -json "github.com/jaegertracing/jaeger@$version" | sed -n 's/.*"Dir": "\(.*\)".*/\1/p')
  [ -n "$module" ] || { echo "build-jaeger: the module can't be fetched" >&2; exit 3; }
  cp -r "$module" "$directory/source" && chmod -R u+w "$directory/source"
fi
[ $# -gt 0 ] || set -- collector
cd "$directory/source" || exit 1
for program in "$@"; do
  [ -x "$directory/$program" ] || go build -o "$directory/$program" "./cmd/$program" >&2 || exit 3
done
echo "$directory"
