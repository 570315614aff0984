#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Makes the root of the image from a JDK and an unpacked distribution: build-runtime.sh JDK_HOME DISTRIBUTION TARGET
# TARGET/java is a runtime with just the modules that the jars need, TARGET/app the jars, TARGET/app/app.jsa their class-data archive.
set -euo pipefail
jdk=$1 distribution=$2 target=$3

rm -rf "$target"
mkdir -p "$target/app"
cp -R "$distribution/lib" "$target/app/lib"
modules=$("$jdk/bin/jdeps" --ignore-missing-deps --multi-release 25 --print-module-deps --class-path "$target/app/lib/*" "$target"/app/lib/*.jar 2>/dev/null | tail -n 1)
# What reflection and service look-ups need besides: elliptic curves for TLS, name look-ups of the HTTP client, Unsafe for Netty.
"$jdk/bin/jlink" --add-modules "$modules,jdk.crypto.ec,java.naming,jdk.unsupported,jdk.management" \
  --generate-cds-archive --strip-debug --no-header-files --no-man-pages --compress zip-6 --output "$target/java"

# One short start writes the archive of the classes that every start loads.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$target/java/bin/java" -XX:ArchiveClassesAtExit="$target/app/app.jsa" -Xlog:cds=off -Xlog:cds+dynamic=off -cp "$target/app/lib/*" \
  io.tracingonsls.app.Main all-in-one --data-dir "$work" --port-offset 21000 > "$work/out" 2>&1 &
pid=$!
for _ in $(seq 300); do
  if (exec 3<>/dev/tcp/127.0.0.1/35269) 2>/dev/null; then break; fi
  kill -0 "$pid" 2>/dev/null || { cat "$work/out" >&2; exit 1; }
  sleep 0.1
done
kill -TERM "$pid"
wait "$pid" || true
[ -s "$target/app/app.jsa" ] || { echo "build-runtime.sh: the class-data archive was not written" >&2; cat "$work/out" >&2; exit 1; }
