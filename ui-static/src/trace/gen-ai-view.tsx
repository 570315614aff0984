// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from "preact/hooks";
import { t } from "../app/i18n";
import { setParams } from "../app/router";
import { ServiceName, Spinner } from "../app/ui";
import { formatCount, formatDuration } from "../lib/format";
import type { GenAiCall } from "./gen-ai";
import type { TraceHandle } from "./handle";
import { ERROR } from "./types";

const MOST = 500;

/** The calls of language models in a trace: what was said, with which model, for how many tokens. */
export function GenAiView({ handle }: { handle: TraceHandle }) {
  const [calls, setCalls] = useState<GenAiCall[] | null>(null);
  useEffect(() => void handle.genAiCalls().then(setCalls), [handle]);
  if (!calls) {
    return <Spinner />;
  }
  const sum = (pick: (call: GenAiCall) => number) => formatCount(calls.reduce((total, call) => total + pick(call), 0));
  return (
    <main class="stack">
      <div class="line">
        <strong>{t("{count} model calls", { count: formatCount(calls.length) })}</strong>
        <span class="muted">{t("{input} tokens in, {output} out", { input: sum((call) => call.inputTokens), output: sum((call) => call.outputTokens) })}</span>
      </div>
      {calls.slice(0, MOST).map((call) => (
        <Call key={call.row} call={call} handle={handle} />
      ))}
    </main>
  );
}

function Call({ call, handle }: { call: GenAiCall; handle: TraceHandle }) {
  const { columns } = handle;
  const failed = (columns.flags[call.row]! & ERROR) !== 0;
  return (
    <details class="card" open={call.messages.length > 0 && call.messages.length <= 6}>
      <summary>
        <span class="line" style={{ display: "inline-flex" }}>
          <ServiceName name={columns.services[columns.service[call.row]!]!} />
          <strong class={failed ? "error-text" : ""}>{call.operation || columns.operations[columns.operation[call.row]!]}</strong>
          {call.model && <span class="pill">{call.model}</span>}
          <span class="muted">{t("{input} tokens in, {output} out", { input: formatCount(call.inputTokens), output: formatCount(call.outputTokens) })}</span>
          <span>{formatDuration(columns.duration[call.row]!)}</span>
        </span>
      </summary>
      {call.messages.map((message, i) => (
        <div key={i} class={`said ${message.role === "assistant" ? "answer" : ""}`}>
          <span class="muted small">{message.role}</span>
          <pre class="json">{message.text}</pre>
        </div>
      ))}
      <button type="button" class="plain small" onClick={() => setParams({ uiFind: columns.spanIds[call.row], view: "timeline" })}>
        {t("Show in the timeline")}
      </button>
    </details>
  );
}
