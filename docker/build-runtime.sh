#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Makes /opt of the image from a JDK 25 and an unpacked distribution: build-runtime.sh JDK_HOME DISTRIBUTION TARGET
# TARGET/java is a runtime with just the modules that the program needs, TARGET/tracing-on-sls the jars and their class-data archive. The
# same input gives the same bytes: the archive is dumped from a list of classes (docker/classes.lst.gz), not from a run.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
jdk=$1 distribution=$2 target=$3
# The archive remembers the jars' times; so must the image.
export TZ=UTC SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-1793491200}

rm -rf "$target"
mkdir -p "$target/tracing-on-sls/lib"
cp "$distribution"/lib/*.jar "$target/tracing-on-sls/lib/"
cp "$distribution/LICENSE" "$distribution/NOTICE" "$here/java.options" "$target/tracing-on-sls/"
# java.desktop and java.compiler, which some libraries name for what we never call, would be a third of the runtime.
"$jdk/bin/jlink" --output "$target/java" --strip-debug --no-header-files --no-man-pages --compress zip-6 --add-modules \
  java.logging,java.management,java.naming,java.security.jgss,java.security.sasl,java.sql,jdk.crypto.ec,jdk.jfr,jdk.management,jdk.unsupported,jdk.zipfs
chmod -R u=rwX,go=rX "$target"
find "$target" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +

list=$(mktemp)
trap 'rm -f "$list"' EXIT
{ grep -v '^#' "$target/java/lib/classlist"; gzip -dc "$here/classes.lst.gz"; } > "$list"
# One archive with the JDK's classes and ours. Classes on the list that are no more, and those that can't be archived, are warned about.
# The class path is relative so that the archive does not depend on where it was made.
(cd "$target/tracing-on-sls" && ../java/bin/java -Xshare:dump -XX:SharedClassListFile="$list" -XX:SharedArchiveFile=app.jsa -XX:+UseSerialGC -Xlog:disable \
  --sun-misc-unsafe-memory-access=allow -cp lib/tracing-on-sls.jar > /dev/null)
[ -s "$target/tracing-on-sls/app.jsa" ] || { echo "build-runtime.sh: the class-data archive was not written" >&2; exit 1; }
touch -d "@$SOURCE_DATE_EPOCH" "$target/tracing-on-sls/app.jsa" "$target/tracing-on-sls"
