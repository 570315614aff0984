#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Fills the local Log Service's engine, Lucene and DuckDB with the same spans, asks them the same questions, checks that they answer
# the same, and prints the tables of docs/benchmarks.md, "Others". Takes an hour with 2,000,000 spans on an idle machine and 4 GB of disk in
# /tmp/compare-engines; goes on where it was stopped. Arguments: the number of spans (2000000), then CompareEngines' own, for instance
# --repetitions=20.
set -eu
cd "$(dirname "$0")/.."
if ! ls benchmarks/target/engines/*.jar app/target/tracing-on-sls/lib/*.jar > /dev/null 2>&1; then
  mvn -B -q -Dquick -Dmaven.test.skip=true -pl benchmarks -am package
fi
spans=${1:-2000000}
[ $# -eq 0 ] || shift
exec java -cp "benchmarks/target/*:benchmarks/target/engines/*:app/target/tracing-on-sls/lib/*" \
  io.tracingonsls.benchmarks.compare.CompareEngines "--spans=$spans" "$@"
