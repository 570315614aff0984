#!/usr/bin/env bash
# Builds programs of an upstream Jaeger release from the Go module proxy into target/jaeger, for comparisons and checks; nothing of it is kept
# in the repository. Dependencies are verified by the release's own go.sum. Releases before 1.17 locked theirs with dep or glide, which today's
# Go can't read: their source is built as it is with the list of 1.17.1, and gRPC and jaeger-lib in the versions that they themselves locked.
# Prints the directory of the programs.
# Usage: scripts/build-jaeger.sh [program]…   programs: collector (default), agent
# Environment: JAEGER_VERSION (default v1.67.0, the last release with an agent)
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
version=${JAEGER_VERSION:-v1.67.0}
command -v go >/dev/null || { echo "build-jaeger: go is not installed" >&2; exit 3; }
export GOTOOLCHAIN=local
directory=$PWD/target/jaeger/$version

download() { # version: prints where the unpacked module is
  (cd "$directory" && go mod download -json "github.com/jaegertracing/jaeger@$1") | sed -n 's/.*"Dir": "\(.*\)".*/\1/p'
}

if [ ! -e "$directory/source/go.sum" ]; then
  mkdir -p "$directory"
  module=$(download "$version")
  [ -n "$module" ] || { echo "build-jaeger: the module can't be fetched" >&2; exit 3; }
  cp -r "$module" "$directory/source" && chmod -R u+w "$directory/source"
  if [ ! -e "$module/go.mod" ]; then
    lender=$(download v1.17.1)
    [ -n "$lender" ] || { echo "build-jaeger: the list of dependencies can't be fetched" >&2; exit 3; }
    install -m 644 "$lender/go.mod" "$lender/go.sum" "$directory/source/"
    (
      cd "$directory/source" || exit 3
      go mod edit -replace google.golang.org/grpc=google.golang.org/grpc@v1.18.0
      # Jaeger-lib 2 came with 1.9.
      case $version in
        v1.[0-8].*) go mod edit -replace github.com/uber/jaeger-lib=github.com/uber/jaeger-lib@v1.5.0 ;;
      esac
    )
  fi
fi
[ $# -gt 0 ] || set -- collector
cd "$directory/source" || exit 1
grep -q '^go 1\.1[0-7]$' go.mod && export GOFLAGS=-mod=mod
for program in "$@"; do
  [ -x "$directory/$program" ] || go build -o "$directory/$program" "./cmd/$program" >&2 || exit 3
done
echo "$directory"
