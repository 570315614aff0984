#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Makes a release from the committed sources: release.sh [--check] [VERSION] [DIRECTORY], by default the pom's version without -SNAPSHOT into
# target/release. Archives with the program, image file, chart, bill of materials, checksums. Every time is that of the commit, so
# the same commit gives the same bytes; --check makes everything a second time elsewhere and compares. Needs Linux, JDK 25, Maven, Node, git.
set -euo pipefail
cd "$(dirname "$0")/.."

check=""
if [ "${1:-}" = --check ]; then
  check=yes
  shift
fi
jdk=${JDK25_HOME:-$(find /usr/lib/jvm -maxdepth 1 -name '*25*' 2>/dev/null | sort | head -n 1)}
[ -n "$jdk" ] && [ -x "$jdk/bin/jlink" ] || { echo "release.sh: no JDK 25 with jlink (expected: JDK25_HOME)" >&2; exit 2; }
snapshot=$(sed -n 's/.*<version>\(.*\)<\/version>.*/\1/p' pom.xml | head -n 1)
version=${1:-${snapshot%-SNAPSHOT}}
output=${2:-target/release}
[[ $version =~ ^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.]+)?$ ]] || { echo "release.sh: $version (expected: a version like 1.2.3 or 1.2.3-rc.1)" >&2; exit 2; }
[ -z "$(git status --porcelain)" ] || echo "release.sh: note: uncommitted changes are not in the release" >&2
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH TZ=UTC LC_ALL=C JAVA_HOME=$jdk
timestamp=$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y-%m-%dT%H:%M:%SZ)

make_release() { # where to build, where to put
  local sources=$1 into=$2
  mkdir -p "$sources" "$into"
  git archive HEAD | tar -x -C "$sources"
  find "$sources" -name pom.xml -exec sed -i "s|<version>$snapshot</version>|<version>$version</version>|; s|<project.build.outputTimestamp>.*<|<project.build.outputTimestamp>$timestamp<|" {} +
  sed -i "s/^version: .*/version: $version/; s/^appVersion: .*/appVersion: \"$version\"/" "$sources/charts/tracing-on-sls/Chart.yaml"
  (
    cd "$sources"
    mvn -B -q ${MAVEN_OPTIONS:-} -Dstyle.color=never -Ddist -Dquick -Dmaven.test.skip=true -DskipTests -pl app -am package
    docker/build-image.sh --jdk "$jdk" --distribution app/target/tracing-on-sls --version "$version" --output "tracing-on-sls-$version-image.tar"
  )
  cp "$sources/app/target/tracing-on-sls-$version.tar.gz" "$sources/app/target/tracing-on-sls-$version.zip" "$sources/tracing-on-sls-$version-image.tar" "$into/"
  cp "$sources/app/target/bom.json" "$into/tracing-on-sls-$version-sbom.json"
  # As helm package would, but with fixed times and owners.
  tar --create --format=ustar --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner --mode=u=rwX,go=rX \
    -C "$sources/charts" --exclude=.helmignore tracing-on-sls | gzip -9n > "$into/tracing-on-sls-$version-chart.tgz"
  (cd "$into" && sha256sum tracing-on-sls-* > SHA256SUMS)
}

rm -rf "$output"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
make_release "$work/first" "$output"
if [ -n "$check" ]; then
  make_release "$work/elsewhere/second" "$work/again"
  if ! diff -u "$output/SHA256SUMS" "$work/again/SHA256SUMS"; then
    echo "release.sh: the second build differs" >&2
    exit 1
  fi
  echo "reproducible: the second build has the same bytes"
fi
(cd "$output" && ls -l tracing-on-sls-* | awk '{printf "%10.1f MB  %s\n", $5 / 1000000, $9}')
echo "release $version: $output"
