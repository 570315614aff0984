#!/usr/bin/env bash
# Sends spans with unmodified Python clients to the packaged program and reads every trace back through the query API: py_zipkin in all its
# encodings, jaeger-client over UDP with its remote sampler, the OpenTelemetry SDK over gRPC and HTTP.
# Usage: scripts/check-clients-python.sh [directory of the unpacked distribution]
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
home=${1:-app/target/tracing-on-sls}
[ -x "$home/bin/tracing-on-sls" ] || { echo "SKIP: $home is not built"; exit 0; }
command -v python3 >/dev/null || { echo "SKIP: python3 is not installed"; exit 0; }

# jaeger-client is retired: it wants old neighbours, which would disturb the others.
environment() { # name, packages…
  local venv=target/clients-python/$1
  shift
  if [ ! -e "$venv/ready" ]; then
    python3 -m venv "$venv" && "$venv/bin/pip" install -q "$@" && touch "$venv/ready"
  fi
}
environment today py_zipkin opentelemetry-sdk opentelemetry-exporter-otlp-proto-grpc opentelemetry-exporter-otlp-proto-http \
  || { echo "SKIP: the clients can't be installed"; exit 0; }
environment thrift 'py_zipkin==0.20.2' 'thriftpy2<0.5' 'setuptools<70' six || { echo "SKIP: the last py_zipkin with Thrift can't be installed"; exit 0; }
environment jaeger 'jaeger-client==4.8.0' 'tornado<6.2' 'thrift<0.17' 'setuptools<70' six \
  || { echo "SKIP: jaeger-client can't be installed"; exit 0; }

. scripts/clients/all-in-one.sh
target/clients-python/today/bin/python scripts/clients/check_zipkin.py V1_JSON V2_JSON V2_PROTO3 &&
  target/clients-python/thrift/bin/python scripts/clients/check_zipkin.py V1_THRIFT V1_JSON &&
  target/clients-python/today/bin/python scripts/clients/check_opentelemetry.py &&
  target/clients-python/jaeger/bin/python scripts/clients/check_jaeger.py
