#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Measures what docs/sizing.md says: time to ready without and with the class-data archive, memory of every pod idle and under load, with the
# chart's own heap sizes. measure-pods.sh [SPANS_PER_SECOND] [SECONDS]; needs what check-pods.sh needs, and a machine that does nothing else.
set -euo pipefail
cd "$(dirname "$0")/.."

rate=${1:-5000} seconds=${2:-60} # a rate of 0 is as fast as answers come
[ -d benchmarks/target/classes/io/tracingonsls/benchmarks/load ] || mvn -B -q -Dquick -Dmaven.test.skip=true -pl benchmarks -am package
image=target/tracing-on-sls-image.tar
[ -r "$image" ] || docker/build-image.sh --output "$image"
values=charts/tests/values/local-provision.yaml
echo "-- without class-data archive"
POD_FLAGS="-java-options=-Xshare:off" scripts/check-pods.sh "$image" "$values"
echo "-- with it, then $rate spans/s for $seconds s, then searches"
load="java -cp '$PWD/benchmarks/target/classes:$PWD/app/target/tracing-on-sls/lib/*' io.tracingonsls.benchmarks.load"
POD_FLAGS="-during=$load.LoadProgram --rate=$rate --spans=$((rate * seconds)) --pid=\$PID_COLLECTOR --ledger=$PWD/target/ledger; $load.QueryProgram --ledger=$PWD/target/ledger" \
  scripts/check-pods.sh "$image" "$values"
