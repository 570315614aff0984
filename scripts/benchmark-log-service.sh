#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Measures the local Log Service and prints the tables of docs/benchmarks.md. Takes half an hour on an idle machine and 3 GB of disk;
# goes on where it was stopped. Arguments as EngineBenchmark's, for instance --spans=200000 --growth=0 --repetitions=20.
set -eu
cd "$(dirname "$0")/.."
if ! ls benchmarks/target/benchmarks-*.jar app/target/tracing-on-sls/lib/*.jar > /dev/null 2>&1; then
  mvn -B -q -Dquick -Dmaven.test.skip=true -pl benchmarks -am package
fi
exec java -cp "benchmarks/target/*:app/target/tracing-on-sls/lib/*" io.tracingonsls.benchmarks.engine.EngineBenchmark "$@"
