// SPDX-License-Identifier: Apache-2.0
import { useEffect, useMemo, useState } from "preact/hooks";
import { t } from "../app/i18n";
import { setParams } from "../app/router";
import { ServiceName, Spinner } from "../app/ui";
import { VirtualList } from "../app/virtual";
import { formatDuration } from "../lib/format";
import type { TraceHandle } from "./handle";
import type { TraceLog } from "./store";

/** All events of the trace in order of time. */
export function LogsView({ handle }: { handle: TraceHandle }) {
  const columns = handle.columns;
  const [logs, setLogs] = useState<TraceLog[] | null>(null);
  const [filter, setFilter] = useState("");
  useEffect(() => void handle.logs().then(setLogs), [handle]);
  const texts = useMemo(() => (logs ?? []).map((log) => log.fields.map((field) => `${field.key}=${String(field.value)}`).join("  ")), [logs]);
  const rows = useMemo(() => texts.flatMap((text, i) => (text.toLowerCase().includes(filter.toLowerCase()) ? [i] : [])), [texts, filter]);
  if (!logs) {
    return <Spinner />;
  }
  if (logs.length === 0) {
    return <div class="empty">{t("No span of this trace has events.")}</div>;
  }
  return (
    <main class="stack">
      <input type="search" style={{ maxWidth: "320px" }} value={filter} placeholder={t("Filter events")} aria-label={t("Filter events")} onInput={(event) => setFilter(event.currentTarget.value)} />
      <div class="card">
        <VirtualList
          label={t("Events")}
          count={rows.length}
          rowHeight={26}
          height="calc(100vh - 230px)"
          row={(i, top) => {
            const log = logs[rows[i]!]!;
            return (
              <div key={rows[i]} style={{ position: "absolute", top: `${top}px`, left: 0, right: 0, height: "26px", display: "grid", gridTemplateColumns: "90px 180px minmax(0, 1fr)", gap: "8px", alignItems: "center" }}>
                <span class="mono">{formatDuration(log.timestamp - columns.startMicros)}</span>
                <button type="button" class="plain" style={{ justifyContent: "flex-start", overflow: "hidden" }} onClick={() => setParams({ uiFind: columns.spanIds[log.row], view: undefined })}>
                  <ServiceName name={columns.services[columns.service[log.row]!]!} />
                </button>
                <span class="mono" style={{ overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" }} title={texts[rows[i]!]}>
                  {texts[rows[i]!]}
                </span>
              </div>
            );
          }}
        />
      </div>
    </main>
  );
}
