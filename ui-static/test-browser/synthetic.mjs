// SPDX-License-Identifier: Apache-2.0
// Made-up traces of any size: 40 services, 12 tags per span, up to 26 levels deep; and chains.
const START = Date.UTC(2026, 0, 1) * 1000;

function tags(i) {
  const pairs = [
    ["http.method", "GET"], ["http.status_code", i % 50 === 0 ? 500 : 200], ["http.url", `https://shop.example.com/items/${i}?page=${i % 7}`],
    ["span.kind", i % 2 === 0 ? "server" : "client"], ["component", "proxy"], ["peer.address", `10.0.${i % 256}.${(i * 7) % 256}:9080`], ["net.transport", "tcp"],
    ["user_agent", "Mozilla/5.0 (X11; Linux x86_64)"], ["request.size", i * 13], ["response.size", i * 31], ["upstream_cluster", `outbound|9080||svc-${i % 40}`],
  ].map(([key, value]) => ({ key, type: typeof value === "number" ? "int64" : "string", value }));
  return i % 50 === 0 ? [...pairs, { key: "error", type: "bool", value: true }] : [...pairs, { key: "retry", type: "bool", value: false }];
}

function processes() {
  const all = {};
  for (let i = 0; i < 40; i++) {
    all[`p${i}`] = { serviceName: `service-${i}`, tags: [{ key: "hostname", type: "string", value: `host-${i}` }] };
  }
  return all;
}

function span(traceID, i, parent, startTime, duration) {
  const references = parent < 0 ? [] : [{ refType: "CHILD_OF", traceID, spanID: hex(parent) }];
  const logs = i % 20 === 0 ? [{ timestamp: startTime + 1, fields: [{ key: "event", type: "string", value: `step ${i}` }] }] : [];
  return { traceID, spanID: hex(i), flags: 1, operationName: `operation-${i % 97}`, references, startTime, duration, tags: tags(i), logs, processID: `p${(i * 7) % 40}`, warnings: null };
}

function hex(i) {
  return (i + 1).toString(16).padStart(16, "0");
}

/** A tree, the same at each call. */
export function bigTrace(count) {
  const traceID = count.toString(16).padStart(32, "0");
  const depth = new Uint8Array(count);
  const spans = [];
  let seed = 12345;
  const random = (below) => (seed = (seed * 1103515245 + 12345) % 2147483648) % below;
  for (let i = 0; i < count; i++) {
    let parent = i === 0 ? -1 : Math.max(0, i - 1 - random(Math.min(i, 40)));
    while (parent > 0 && depth[parent] >= 25) {
      parent = Math.floor(parent / 2);
    }
    depth[i] = parent < 0 ? 0 : depth[parent] + 1;
    spans.push(span(traceID, i, parent, START + i * 20, i === 0 ? count * 20 + 5000 : 50 + random(5000)));
  }
  return { traceID, spans, processes: processes(), warnings: null };
}

/** Each span the parent of the next. */
export function chain(count) {
  const traceID = "c".padStart(32, "0");
  return { traceID, spans: Array.from({ length: count }, (_, i) => span(traceID, i, i - 1, START + i, 2 * count - 2 * i + 1)), processes: processes(), warnings: null };
}

/** Rows of search results. */
export function manySummaries(count) {
  return Array.from({ length: count }, (_, i) => ({
    traceId: (i + 1).toString(16).padStart(32, "0"),
    rootServiceName: `service-${i % 40}`,
    rootOperationName: `operation-${i % 97}`,
    minStartTimeUnixNano: String(BigInt(START + i * 1_000_000) * 1000n),
    maxEndTimeUnixNano: String(BigInt(START + i * 1_000_000 + ((i * 7919) % 900_000) + 500) * 1000n),
    spanCount: 5 + (i % 60),
    errorSpanCount: i % 9 === 0 ? 2 : 0,
    orphanSpanCount: 0,
    services: Array.from({ length: 1 + (i % 8) }, (__, k) => ({ name: `service-${(i + k) % 40}`, spanCount: 3, errorSpanCount: 0 })),
  }));
}

/** An agent that asks a model. */
export function chat() {
  const tag = (key, value) => ({ key, type: typeof value === "number" ? "int64" : "string", value });
  const message = (role, content) => JSON.stringify([{ role, parts: [{ type: "text", content }] }]);
  const traceID = "a1".padStart(32, "0");
  const parts = { traceID, flags: 1, logs: [], processID: "p1", warnings: null };
  return {
    traceID,
    processes: { p1: { serviceName: "assistant", tags: [] } },
    spans: [
      { ...parts, spanID: hex(0), operationName: "answer", references: [], startTime: START, duration: 900_000, tags: [] },
      {
        ...parts,
        spanID: hex(1),
        operationName: "chat qwen-max",
        references: [{ refType: "CHILD_OF", traceID, spanID: hex(0) }],
        startTime: START + 20_000,
        duration: 850_000,
        tags: [
          tag("gen_ai.operation.name", "chat"), tag("gen_ai.request.model", "qwen-max"), tag("gen_ai.usage.input_tokens", 1204), tag("gen_ai.usage.output_tokens", 88),
          tag("gen_ai.system_instructions", "Answer from traces only."), tag("gen_ai.input.messages", message("user", "Which of the three versions of reviews is slow?")), tag("gen_ai.output.messages", message("assistant", "Version 3: its 95th percentile is 46 ms, the others' 12 ms.")),
        ],
      },
    ],
  };
}
