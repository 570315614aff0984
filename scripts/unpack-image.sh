#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Unpacks an image file as a container runtime would: unpack-image.sh FILE DIRECTORY makes DIRECTORY/root and DIRECTORY/config.json. Checks
# every digest on the way.
set -euo pipefail
file=$1 directory=$2

rm -rf "$directory"
mkdir -p "$directory/root" "$directory/layout"
tar -xf "$file" -C "$directory/layout"
for blob in "$directory"/layout/blobs/sha256/*; do
  echo "$(basename "$blob")  $blob"
done | sha256sum --check --quiet
layout=$directory/layout
digest() { sed -E "s/.*$1.*/\\1/"; }
manifest=$(digest '"digest":"sha256:([0-9a-f]{64})"' < "$layout/index.json")
config=$(digest '"config":\{[^}]*"digest":"sha256:([0-9a-f]{64})"' < "$layout/blobs/sha256/$manifest")
layers=$(grep -oE '"Layers":\[[^]]*\]' "$layout/manifest.json" | grep -oE 'blobs/sha256/[0-9a-f]{64}')
grep -q "\"Config\":\"blobs/sha256/$config\"" "$layout/manifest.json" || { echo "unpack-image.sh: the two descriptions of the image differ" >&2; exit 1; }
for layer in $layers; do
  grep -q "sha256:${layer##*/}" "$layout/blobs/sha256/$manifest" || { echo "unpack-image.sh: $layer is not in the OCI manifest" >&2; exit 1; }
  diff=$(gzip -dc "$layout/$layer" | sha256sum | cut -d' ' -f1)
  grep -q "sha256:$diff" "$layout/blobs/sha256/$config" || { echo "unpack-image.sh: the configuration does not name what $layer unpacks to" >&2; exit 1; }
  tar -xzf "$layout/$layer" -C "$directory/root"
done
mv "$layout/blobs/sha256/$config" "$directory/config.json"
rm -rf "$layout"
