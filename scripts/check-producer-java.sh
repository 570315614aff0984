#!/usr/bin/env bash
# Runs Log Service's unmodified Java producer (aliyun-log-producer), with the libraries it brings itself, against a local Log Service.
# Usage: scripts/check-producer-java.sh [directory of the unpacked distribution]
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
if ! command -v mvn >/dev/null; then
  echo "SKIP: mvn is not installed"
  exit 0
fi
mvn -B -q -f scripts/sdk/java/pom.xml dependency:resolve >/dev/null 2>&1 || { echo "SKIP: aliyun-log-producer can't be downloaded"; exit 0; }
mvn -B -q -f scripts/sdk/java/pom.xml process-classes || exit 1
. scripts/sdk/local-log-service.sh
java -cp "target/producer-java/classes:$(cat target/producer-java/classpath)" CheckProducer
