// SPDX-License-Identifier: Apache-2.0
import { t } from "../app/i18n";
import { services } from "../api/catalog";
import { useLoad } from "../app/ui";

/** What an empty store shows: how to send the first span, to copy. */
const EXAMPLES: ReadonlyArray<readonly [string, (host: string) => string]> = [
  [
    "curl (OTLP)",
    (host) => `curl -H 'Content-Type: application/json' http://${host}:4318/v1/traces -d '{"resourceSpans":[{"resource":{"attributes":[
 {"key":"service.name","value":{"stringValue":"hello"}}]},"scopeSpans":[{"spans":[{"traceId":"'$(openssl rand -hex 16)'",
 "spanId":"'$(openssl rand -hex 8)'","name":"first span","kind":2,
 "startTimeUnixNano":"'$(date +%s)000000000'","endTimeUnixNano":"'$(date +%s)250000000'"}]}]}]}'`,
  ],
  ["OpenTelemetry, any language", (host) => `export OTEL_EXPORTER_OTLP_ENDPOINT=http://${host}:4317\nexport OTEL_SERVICE_NAME=my-service`],
  ["Java", (host) => `java -javaagent:opentelemetry-javaagent.jar -Dotel.exporter.otlp.endpoint=http://${host}:4318 -Dotel.service.name=my-service -jar app.jar`],
  ["Python", (host) => `pip install opentelemetry-distro opentelemetry-exporter-otlp\nopentelemetry-instrument --exporter_otlp_endpoint http://${host}:4317 --service_name my-service python app.py`],
  ["Node", (host) => `npm install @opentelemetry/auto-instrumentations-node\nOTEL_EXPORTER_OTLP_ENDPOINT=http://${host}:4318 node --require @opentelemetry/auto-instrumentations-node/register app.js`],
  ["Go", (host) => `exporter, err := otlptracegrpc.New(ctx, otlptracegrpc.WithEndpoint("${host}:4317"), otlptracegrpc.WithInsecure())`],
  ["Jaeger client", (host) => `export JAEGER_ENDPOINT=http://${host}:14268/api/traces\nexport JAEGER_SAMPLER_TYPE=const JAEGER_SAMPLER_PARAM=1`],
  ["Istio", (host) => `meshConfig:\n  defaultConfig:\n    tracing:\n      zipkin:\n        address: ${host}:9411`],
];

export function FirstSpan() {
  const known = useLoad("services", () => services());
  if (!known.value || known.value.length > 0) {
    return <div class="empty">{t("No traces match. Widen the time range or remove a condition.")}</div>;
  }
  const host = location.hostname || "localhost";
  return (
    <section class="card stack" aria-label={t("Send your first span")}>
      <h2>{t("Nothing stored yet. Send your first span:")}</h2>
      {EXAMPLES.map(([name, text], i) => (
        <details key={name} open={i === 0}>
          <summary>
            <h3>{t(name)}</h3>
          </summary>
          <pre class="snippet">{text(host)}</pre>
        </details>
      ))}
    </section>
  );
}
