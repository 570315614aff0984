#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Checks the Helm chart: lint, golden output for a matrix of values, refusals, and every object against its Kubernetes API type. Needs Go;
# installs helm into target/. `--update` rewrites the golden files.
set -euo pipefail
cd "$(dirname "$0")/.."

command -v go >/dev/null || { echo "SKIPPED: checking the chart needs Go"; exit 0; }
bin=$PWD/target/bin
[ -x "$bin/helm" ] || GOBIN=$bin go install helm.sh/helm/v3/cmd/helm@v3.19.0
(cd charts/check && go build -o "$bin/check-objects" . && go build -o "$bin/chart-readme" ./readme)
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
refused "misspelled key of a section" "additional" "${ok[@]}" --set agent.enable=true
refused "misspelled key of a part" "additional" "${ok[@]}" --set collector.replica=1
refused "bad base path" basePath "${ok[@]}" --set query.basePath=jaeger/
refused "open NodePort" "without a login" "${ok[@]}" --set query.service.type=NodePort
refused "open Gateway" "without a login" "${ok[@]}" --set query.gateway.enabled=true
refused "key without secret" secret --set storage.aliyun_sls.project=demo-project,storage.aliyun_sls.endpoint=cn-hangzhou.log.aliyuncs.com,storage.aliyun_sls.accesskey.id=x
refused "unknown language" language "${ok[@]}" --set storage.provision.language=de
refused "a Logstore's bad name for a tenant" logstores "${ok[@]}" --set tenancy.logstores.acme=Upper
refused "a tenant with a comma" tenants "${ok[@]}" --set 'tenancy.tenants={a\,b}'
refused "agents of no tenant" agent.tenant "${ok[@]}" --set tenancy.enabled=true,agent.enabled=true
refused "a probability above one" initialProbability "${ok[@]}" --set sampling.adaptive.initialProbability=2
refused "unknown key" "additional" "${ok[@]}" --set nosuchkey=1
refused "open LoadBalancer" "without a login" "${ok[@]}" --set query.service.type=LoadBalancer
refused "open Ingress" "without a login" "${ok[@]}" --set query.ingress.enabled=true

# The schema and the program agree about names.
while read -r name project logstore; do
  for part in project logstore; do
    verdict=yes
    render "${ok[@]}" --set-string "storage.aliyun_sls.$part=$name" >/dev/null 2>&1 || verdict=no
    [ "$verdict" = "${!part}" ] || fail "the name $name as $part: $verdict, expected ${!part}"
  done
done < <(grep -v '^#' charts/tests/names.txt)

# README.md repeats values.yaml.
page() { sed '/^| value |/,$d' "$chart/README.md"; "$bin/chart-readme" "$chart/values.yaml"; }
if [ "${1:-}" = --update ]; then page > target/README.md && mv target/README.md "$chart/README.md"; fi
diff -u "$chart/README.md" <(page) || fail "$chart/README.md is not what values.yaml says (scripts/check-chart.sh --update)"

# The notes after installing: three commands, which name what is installed.
noted=target/chart-with-notes # helm template leaves the notes out, so a copy of the chart has them in an object
rm -rf "$noted" && cp -R "$chart" "$noted" && mv "$noted/templates/NOTES.txt" "$noted/notes.txt"
printf 'kind: ConfigMap\ndata:\n  notes: |\n{{ tpl (.Files.Get "notes.txt") . | indent 4 }}\n' > "$noted/templates/notes.yaml"
notes() { helm template release "$noted" --kube-version 1.30.0 --namespace tracing --show-only templates/notes.yaml "$@"; }
[ "$(notes "${ok[@]}" | grep -cE '^ +(kubectl|curl) ')" = 3 ] || fail "NOTES.txt has not three commands"
notes "${ok[@]}" --set query.basePath=/jaeger | grep -q 'http://localhost:16686/jaeger' || fail "NOTES.txt forgets the base path"
notes "${ok[@]}" --set query.service.type=LoadBalancer,query.auth.allowUnauthenticated=true | grep -q 'without a login' || fail "NOTES.txt does not warn of an open query server"

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
