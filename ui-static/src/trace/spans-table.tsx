// SPDX-License-Identifier: Apache-2.0
import { useMemo, useState } from "preact/hooks";
import { t } from "../app/i18n";
import { setParams } from "../app/router";
import { ServiceName } from "../app/ui";
import { VirtualList } from "../app/virtual";
import { formatDuration } from "../lib/format";
import { ERROR, type TraceColumns } from "./types";

type Sort = "start" | "duration" | "selfTime" | "service" | "operation";

/** Every span in one sortable list, filtered by service, operation or error. */
export function SpansTable({ columns }: { columns: TraceColumns }) {
  const [filter, setFilter] = useState("");
  const [errorsOnly, setErrorsOnly] = useState(false);
  const [sort, setSort] = useState<Sort>("start");
  const [turned, setTurned] = useState(false);
  const rows = useMemo(() => {
    const found = select(columns, filter.toLowerCase(), errorsOnly, sort);
    return turned ? found.reverse() : found;
  }, [columns, filter, errorsOnly, sort, turned]);
  const choose = (key: Sort) => {
    setTurned(key === sort && !turned);
    setSort(key);
  };
  const head = (key: Sort, label: string) => (
    <button type="button" class="plain" aria-pressed={sort === key} onClick={() => choose(key)}>
      {t(label)} {sort === key ? (turned ? "↑" : "↓") : ""}
    </button>
  );
  return (
    <main class="stack">
      <div class="line">
        <input type="search" style={{ maxWidth: "320px" }} value={filter} placeholder={t("Filter by service or operation")} aria-label={t("Filter by service or operation")} onInput={(event) => setFilter(event.currentTarget.value)} />
        <label class="line">
          <input type="checkbox" checked={errorsOnly} onChange={() => setErrorsOnly(!errorsOnly)} />
          {t("Errors only")}
        </label>
        <span class="muted">{t("{count} spans", { count: rows.length })}</span>
      </div>
      <div class="card">
        <div class="span-line">
          {head("service", "Service")}
          {head("operation", "Operation")}
          {head("start", "Start")}
          {head("duration", "Duration")}
          {head("selfTime", "Self time")}
        </div>
        <VirtualList
          label={t("Spans")}
          count={rows.length}
          rowHeight={26}
          height="calc(100vh - 270px)"
          row={(i, top) => {
            const row = rows[i]!;
            return (
              <div key={row} class="span-line" style={{ position: "absolute", top: `${top}px`, left: 0, right: 0, height: "26px" }}>
                <ServiceName name={columns.services[columns.service[row]!]!} />
                <button type="button" class={`plain${columns.flags[row]! & ERROR ? " error-text" : ""}`} style={{ justifyContent: "flex-start", overflow: "hidden", whiteSpace: "nowrap" }} onClick={() => setParams({ uiFind: columns.spanIds[row], view: undefined })}>
                  {columns.operations[columns.operation[row]!]}
                </button>
                <span>{formatDuration(columns.start[row]!)}</span>
                <span>{formatDuration(columns.duration[row]!)}</span>
                <span>{formatDuration(columns.selfTime[row]!)}</span>
              </div>
            );
          }}
        />
      </div>
    </main>
  );
}

function select(columns: TraceColumns, filter: string, errorsOnly: boolean, sort: Sort): number[] {
  const rows: number[] = [];
  for (let row = 0; row < columns.count; row++) {
    const text = `${columns.services[columns.service[row]!]} ${columns.operations[columns.operation[row]!]}`.toLowerCase();
    if (text.includes(filter) && (!errorsOnly || columns.flags[row]! & ERROR)) {
      rows.push(row);
    }
  }
  const name = (row: number) => (sort === "service" ? columns.services[columns.service[row]!]! : columns.operations[columns.operation[row]!]!);
  if (sort === "service" || sort === "operation") {
    return rows.sort((a, b) => (name(a) < name(b) ? -1 : name(a) > name(b) ? 1 : a - b));
  }
  const values = columns[sort];
  return rows.sort((a, b) => (sort === "start" ? values[a]! - values[b]! : values[b]! - values[a]!) || a - b);
}
