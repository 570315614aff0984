// SPDX-License-Identifier: Apache-2.0
import type { CSSProperties } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { t } from "../app/i18n";
import { route, setParams } from "../app/router";
import { Dot, Spinner } from "../app/ui";
import { formatCount, formatDuration } from "../lib/format";
import type { TraceHandle } from "./handle";
import type { Grouping, StatRow } from "./statistics";

type Column = "name" | "count" | "errors" | "total" | "average" | "min" | "max" | "selfTotal" | "selfAverage";

export const COLUMNS: ReadonlyArray<readonly [Column, string]> = [
  ["count", "Count"],
  ["errors", "Errors"],
  ["total", "Cumulative time"],
  ["average", "Average"],
  ["min", "Min"],
  ["max", "Max"],
  ["selfTotal", "Self time"],
  ["selfAverage", "Self average"],
];

/** Figures by service, operation or any tag, with a second grouping within the first. */
export function StatisticsView({ handle }: { handle: TraceHandle }) {
  const first = (route.value.params.get("by") ?? "service") as Grouping;
  const within = route.value.params.get("within") ?? "operation";
  const second = within === "nothing" ? "" : (within as Grouping);
  const [keys, setKeys] = useState<string[]>([]);
  const [rows, setRows] = useState<StatRow[] | null>(null);
  const [sort, setSort] = useState<Column>("selfTotal");
  useEffect(() => void handle.tagKeys().then(setKeys), [handle]);
  useEffect(() => {
    let wanted = true;
    void handle.statistics(second ? [first, second] : [first]).then((found) => wanted && setRows(found));
    return () => void (wanted = false);
  }, [handle, first, second]);
  const sorted = useMemo(() => arrange(rows ?? [], sort), [rows, sort]);
  if (!rows) {
    return <Spinner />;
  }
  const most = Math.max(1, ...rows.filter((row) => row.parent === null).map((row) => row.selfTotal));
  return (
    <main class="stack">
      <div class="line">
        <GroupSelect label={t("Group by")} value={first} keys={keys} onChange={(value) => setParams({ by: value })} />
        <GroupSelect label={t("then by")} value={second} keys={keys} onChange={(value) => setParams({ within: value || "nothing" })} optional />
      </div>
      <div class="card">
        <table>
          <thead>
            <tr>
              <th>{t("Group")}</th>
              {COLUMNS.map(([column, label]) => (
                <th key={column} class="number" aria-sort={sort === column ? "descending" : undefined}>
                  <button type="button" onClick={() => setSort(column)}>
                    {t(label)} {sort === column ? "↓" : ""}
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sorted.map((row, i) => (
              <tr key={i} class="heat" style={{ "--share": `${(row.selfTotal / most) * 100}%`, ...(row.parent === null ? { fontWeight: 600 } : {}) } as CSSProperties}>
                <td style={row.parent === null ? {} : { paddingLeft: "26px" }}>
                  {row.parent === null && first === "service" && <Dot service={row.name} />} {row.name}
                </td>
                <td class="number">{formatCount(row.count)}</td>
                <td class={row.errors > 0 ? "number error-text" : "number"}>{row.errors}</td>
                {[row.total, row.average, row.min, row.max, row.selfTotal, row.selfAverage].map((value, k) => (
                  <td key={k} class="number">
                    {formatDuration(value)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </main>
  );
}

/** Groups by the chosen column, each with its own parts below it. */
function arrange(rows: StatRow[], sort: Column): StatRow[] {
  const order = (a: StatRow, b: StatRow) => (sort === "name" ? a.name.localeCompare(b.name) : b[sort] - a[sort]);
  const parts = rows.filter((row) => row.parent !== null).sort(order);
  return rows
    .filter((row) => row.parent === null)
    .sort(order)
    .flatMap((group) => [group, ...parts.filter((part) => part.parent === group.name)]);
}

function GroupSelect({ label, value, keys, onChange, optional }: { label: string; value: string; keys: string[]; onChange: (value: string) => void; optional?: boolean }) {
  return (
    <label class="line">
      {label}
      <select value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {optional && <option value="">{t("nothing")}</option>}
        <option value="service">{t("Service")}</option>
        <option value="operation">{t("Operation")}</option>
        {keys.map((key) => (
          <option key={key} value={`tag:${key}`}>
            {key}
          </option>
        ))}
      </select>
    </label>
  );
}
