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

work=$(mktemp -d)
offset=${PORT_OFFSET:-$((20000 + RANDOM % 10000))}
"$home/bin/tracing-on-sls" all-in-one --data-dir "$work/data" --port-offset "$offset" >"$work/out" 2>&1 &
pid=$!
trap 'kill -TERM $pid 2>/dev/null; wait $pid 2>/dev/null; rm -rf "$work"' EXIT
for _ in $(seq 1 600); do
  curl -fs -o /dev/null "http://127.0.0.1:$((14269 + offset))/" 2>/dev/null && break
  kill -0 "$pid" 2>/dev/null || { cat "$work/out" >&2; exit 1; }
  sleep 0.1
done
java -cp "$client/classes:$client/lib/*" TChannelCheck $((14267 + offset)) $((16686 + offset))
