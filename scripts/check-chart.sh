#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Checks the Helm chart: lint, golden output for a matrix of values, refusals, and every object against its Kubernetes API type. Needs Go;
# installs helm into target/. `--update` rewrites the golden files.
set -euo pipefail
cd "$(dirname "$0")/.."

command -v go >/dev/null || { echo "SKIPPED: checking the chart needs Go"; exit 0; }
bin=$PWD/target/bin
[ -x "$bin/helm" ] || GOBIN=$bin go install helm.sh/helm/v3/cmd/helm@v3.19.0
(cd charts/check && go build -o "$bin/check-objects" .)
helm() { "$bin/helm" "$@"; }
chart=charts/tracing-on-sls
failures=0
fail() { echo "FAILED: $*"; failures=$((failures + 1)); }
# The generated key pair of local storage differs from run to run.
render() { helm template release "$chart" --namespace tracing --kube-version 1.30.0 "$@" | sed -E 's/^(  access-key-(id|secret): ).*/\1MASKED/'; }

for values in charts/tests/values/*.yaml; do
  name=$(basename "$values" .yaml)
  helm lint "$chart" --quiet --values "$values" >/dev/null || fail "lint $name"
  helm template release "$chart" --kube-version 1.30.0 --values "$values" | "$bin/check-objects" >/dev/null || fail "objects of $name"
  golden=charts/tests/golden/$name.yaml
  if [ "${1:-}" = --update ]; then render --values "$values" > "$golden"; fi
  diff -u "$golden" <(render --values "$values") || fail "golden output of $name"
  if render --values "$values" | awk '/^kind: Secret/{s=1} /^---/{s=0} !s' | grep -q 'GOLDEN-KEY'; then fail "a key of $name shows outside the Secret"; fi
  other=$(helm template another "$chart" --kube-version 1.30.0 --values "$values" | grep -A2 '^kind: Service$' | grep 'name:' | sort)
  same=$(helm template release "$chart" --kube-version 1.30.0 --values "$values" | grep -A2 '^kind: Service$' | grep 'name:' | sort)
  [ "$other" = "$same" ] || fail "the release name changes Service names of $name"
done

refused() { # description, expected words, flags...
  local what=$1 words=$2
  shift 2
  if out=$(render "$@" 2>&1); then fail "$what was accepted"; elif ! grep -qi -- "$words" <<<"$out"; then fail "$what: the message lacks '$words': $out"; fi
}
ok=(--values charts/tests/values/aliyun.yaml)
refused "no keys" accesskey --set storage.aliyun_sls.project=demo-project,storage.aliyun_sls.endpoint=cn-hangzhou.log.aliyuncs.com
refused "no project" project --set storage.aliyun_sls.endpoint=cn-hangzhou.log.aliyuncs.com
refused "bad project name" project "${ok[@]}" --set storage.aliyun_sls.project=-Bad_Name
refused "short project name" project "${ok[@]}" --set storage.aliyun_sls.project=ab
refused "bad Logstore name" logstore "${ok[@]}" --set storage.aliyun_sls.logstore=Upper
refused "endpoint with a port" endpoint "${ok[@]}" --set storage.aliyun_sls.endpoint=host:80
refused "unknown storage" type "${ok[@]}" --set storage.type=cassandra
refused "unknown key" "additional" "${ok[@]}" --set nosuchkey=1
refused "open LoadBalancer" "without a login" "${ok[@]}" --set query.service.type=LoadBalancer
refused "open Ingress" "without a login" "${ok[@]}" --set query.ingress.enabled=true

umbrella=target/umbrella
rm -rf "$umbrella" && cp -R charts/tests/umbrella "$umbrella" && mkdir -p "$umbrella/charts" && cp -R "$chart" "$umbrella/charts/"
golden=charts/tests/golden/umbrella.yaml
if [ "${1:-}" = --update ]; then helm template release "$umbrella" --namespace istio-system --kube-version 1.30.0 > "$golden"; fi
diff -u "$golden" <(helm template release "$umbrella" --namespace istio-system --kube-version 1.30.0) || fail "golden output of the umbrella chart"
if out=$(helm template release "$umbrella" --kube-version 1.30.0 --set tracing.enabled=true 2>&1); then
  fail "two tracing stacks were accepted"
elif ! grep -q "both true" <<<"$out"; then
  fail "two tracing stacks: unclear message: $out"
fi
if ! out=$(helm template release "$umbrella" --kube-version 1.30.0 --set tracing-on-sls.enabled=false,tracing.enabled=true) || grep -q '^kind:' <<<"$out"; then
  fail "a disabled chart renders objects or fails"
fi

[ "$failures" -eq 0 ] && echo "chart: all checks passed"
exit $((failures > 0))
