#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Writes the image as a file, without a container daemon: build-image.sh [--jdk HOME] [--distribution DIRECTORY] [--version V] [--name NAME]
# [--base ROOT] [--output FILE]. The file is an OCI layout and a docker archive in one: docker load, podman load, ctr image import,
# kind load image-archive, crane push and skopeo take it. Same input, same bytes. The lowest layer holds this machine's C library
# (build-base.sh) or what --base names, for example an unpacked distroless image. Needs Linux, a JDK 25 and GNU tar.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/.."
export LC_ALL=C TZ=UTC SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-1793491200}

jdk=${JDK25_HOME:-$(find /usr/lib/jvm -maxdepth 1 -name '*25*' 2>/dev/null | sort | head -n 1)}
distribution=app/target/tracing-on-sls version="" name=tracing-on-sls base="" output=""
while [ $# -gt 0 ]; do
  case "$1" in
    --jdk) jdk=$2 ;;
    --distribution) distribution=$2 ;;
    --version) version=$2 ;;
    --name) name=$2 ;;
    --base) base=$2 ;;
    --output) output=$2 ;;
    *) echo "build-image.sh: $1: unknown (see the head of this file)" >&2; exit 2 ;;
  esac
  shift 2
done
[ "$(uname -s)" = Linux ] || { echo "build-image.sh: the image can be built on Linux only; use docker/Dockerfile" >&2; exit 2; }
[ -n "$jdk" ] && [ -x "$jdk/bin/jlink" ] || { echo "build-image.sh: no JDK 25 with jlink (expected: --jdk or JDK25_HOME)" >&2; exit 2; }
[ -r "$distribution/lib/tracing-on-sls.jar" ] || { echo "build-image.sh: no program in $distribution (expected: ./run version first)" >&2; exit 2; }
[ -n "$version" ] || version=$(sed -n 's/^appVersion: "\(.*\)"/\1/p' charts/tracing-on-sls/Chart.yaml)
output=${output:-target/tracing-on-sls-$version-image.tar}
case $(uname -m) in x86_64) architecture=amd64 ;; aarch64) architecture=arm64 ;; *) architecture=$(uname -m) ;; esac

mkdir -p target "$(dirname "$output")"
work=$(mktemp -d "$PWD/target/image.XXXXXX")
trap 'rm -rf "$work"' EXIT
root=$work/root layout=$work/layout
mkdir -p "$root" "$layout/blobs/sha256"
docker/build-runtime.sh "$jdk" "$distribution" "$root/opt"
if [ -n "$base" ]; then cp -a "$base" "$work/base"; else docker/build-base.sh "$root/opt/java" "$work/base"; fi

pack() { # file, options and names of tar
  local file=$1
  shift
  tar --create --file="$file" --format=gnu --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner "$@"
}
# From what changes seldom to what changes always, so that a new version is a small download.
mkdir -p "$work/volume/var/lib/tracing-on-sls"
chmod 700 "$work/volume/var/lib/tracing-on-sls"
pack "$work/1.tar" -C "$work/base" .
tar --append --file="$work/1.tar" --format=gnu --mtime="@$SOURCE_DATE_EPOCH" --owner=10001 --group=10001 --numeric-owner -C "$work/volume" var/lib/tracing-on-sls
pack "$work/2.tar" -C "$root" opt/java
own=$(cd "$root" && find opt/tracing-on-sls/lib -name 'tracing-on-sls.jar' -o -name "*-$(basename "$root"/opt/tracing-on-sls/lib/model-*.jar .jar | sed 's/^model-//').jar" | sort)
pack "$work/3.tar" -C "$root" $(printf -- '--exclude=%s ' $own) opt/tracing-on-sls/lib
# shellcheck disable=SC2086  # a list of names without blanks
pack "$work/4.tar" -C "$root" $own opt/tracing-on-sls/{LICENSE,NOTICE,java.options,app.jsa}

put() { # file of a blob; prints its digest
  local digest
  digest=$(sha256sum "$1" | cut -d' ' -f1)
  mv "$1" "$layout/blobs/sha256/$digest"
  echo "$digest"
}
size() { stat -c %s "$layout/blobs/sha256/$1"; }
diffs="" layers="" files=""
for n in 1 2 3 4; do
  diff=$(sha256sum "$work/$n.tar" | cut -d' ' -f1)
  gzip -9n "$work/$n.tar"
  digest=$(put "$work/$n.tar.gz")
  diffs+=",\"sha256:$diff\""
  layers+=",{\"mediaType\":\"application/vnd.oci.image.layer.v1.tar+gzip\",\"size\":$(size "$digest"),\"digest\":\"sha256:$digest\"}"
  files+=",\"blobs/sha256/$digest\""
done
created=$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y-%m-%dT%H:%M:%SZ)
cat > "$work/config" <<JSON
{"created":"$created","architecture":"$architecture","os":"linux","config":{"User":"10001:10001","ExposedPorts":{"14268/tcp":{},"14250/tcp":{},"9411/tcp":{},\
"4317/tcp":{},"4318/tcp":{},"16686/tcp":{},"16685/tcp":{},"14269/tcp":{}},"Env":["PATH=/opt/java/bin","LANG=C.UTF-8"],\
"Entrypoint":["/opt/java/bin/java","@/opt/tracing-on-sls/java.options","-jar","/opt/tracing-on-sls/lib/tracing-on-sls.jar"],\
"Cmd":["all-in-one","--listen-host=0.0.0.0","--data-dir=/var/lib/tracing-on-sls"],"Volumes":{"/var/lib/tracing-on-sls":{}},"WorkingDir":"/",\
"Labels":{"org.opencontainers.image.title":"tracing-on-sls","org.opencontainers.image.version":"$version","org.opencontainers.image.licenses":"Apache-2.0"}},\
"rootfs":{"type":"layers","diff_ids":[${diffs#,}]},"history":[{"created":"$created","created_by":"C library"},{"created":"$created","created_by":"Java runtime"},\
{"created":"$created","created_by":"libraries"},{"created":"$created","created_by":"tracing-on-sls"}]}
JSON
config=$(put "$work/config")
printf '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{"mediaType":"application/vnd.oci.image.config.v1+json","size":%s,"digest":"sha256:%s"},"layers":[%s]}' \
  "$(size "$config")" "$config" "${layers#,}" > "$work/manifest"
manifest=$(put "$work/manifest")
printf '{"imageLayoutVersion":"1.0.0"}' > "$layout/oci-layout"
printf '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[{"mediaType":"application/vnd.oci.image.manifest.v1+json","size":%s,"digest":"sha256:%s","platform":{"architecture":"%s","os":"linux"},"annotations":{"io.containerd.image.name":"docker.io/library/%s:%s","org.opencontainers.image.ref.name":"%s"}}]}' \
  "$(size "$manifest")" "$manifest" "$architecture" "$name" "$version" "$version" > "$layout/index.json"
printf '[{"Config":"blobs/sha256/%s","RepoTags":["%s:%s"],"Layers":[%s]}]' "$config" "$name" "$version" "${files#,}" > "$layout/manifest.json"
chmod -R u=rwX,go=rX "$layout"
pack "$output" -C "$layout" blobs index.json manifest.json oci-layout
echo "image: $output ($(($(stat -c %s "$output") / 1000000)) MB, $name:$version, $architecture)"
