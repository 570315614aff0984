#!/usr/bin/env bash
# Sends spans with Uber's unmodified TChannel library (tchannel-core 0.8.30) to the packaged program, as agents up to 1.10 did, and reads them
# back. The library and its old Netty stay in target/: they would clash with ours on one class path.
# Usage: scripts/check-clients-tchannel.sh [directory of the unpacked distribution]
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
home=${1:-app/target/tracing-on-sls}
[ -x "$home/bin/tracing-on-sls" ] || { echo "SKIP: $home is not built"; exit 0; }
client=target/clients-tchannel
if [ ! -e "$client/ready" ]; then
  mkdir -p "$client"
  cat >"$client/pom.xml" <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>check</groupId>
  <artifactId>tchannel-client</artifactId>
  <version>1</version>
  <dependencies>
    <dependency><groupId>com.uber.tchannel</groupId><artifactId>tchannel-core</artifactId><version>0.8.30</version></dependency>
    <dependency><groupId>io.jaegertracing</groupId><artifactId>jaeger-thrift</artifactId><version>1.8.1</version></dependency>
    <dependency><groupId>org.apache.thrift</groupId><artifactId>libthrift</artifactId><version>0.14.1</version></dependency>
  </dependencies>
</project>
POM
  mvn -B -q -f "$client/pom.xml" dependency:copy-dependencies -DoutputDirectory=lib -DincludeScope=runtime >"$client/log" 2>&1 \
    || { echo "SKIP: tchannel-core can't be fetched"; exit 0; }
  touch "$client/ready"
fi
javac -nowarn -proc:none -cp "$client/lib/*" -d "$client/classes" scripts/clients/TChannelCheck.java || exit 1

. scripts/clients/all-in-one.sh
java -cp "$client/classes:$client/lib/*" TChannelCheck $((14267 + PORT_OFFSET)) $((16686 + PORT_OFFSET))
