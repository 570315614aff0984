// SPDX-License-Identifier: Apache-2.0
import type { CSSProperties } from "preact";
import { useMemo, useState } from "preact/hooks";
import type { Summary } from "../api/summaries";
import { language, t } from "../app/i18n";
import { href, navigate } from "../app/router";
import { download, Dot, ErrorNotice } from "../app/ui";
import { VirtualList } from "../app/virtual";
import { getJson } from "../api/client";
import { formatAgo, formatCount, formatDuration, formatTime } from "../lib/format";

export type SortKey = "recent" | "oldest" | "longest" | "shortest" | "most-spans" | "least-spans" | "most-errors" | "most-services" | "least-services" | "name";

const SORTS: Record<SortKey, { label: string; order: (a: Summary, b: Summary) => number }> = {
  recent: { label: "Most recent", order: (a, b) => b.startMicros - a.startMicros },
  oldest: { label: "Oldest", order: (a, b) => a.startMicros - b.startMicros },
  longest: { label: "Longest first", order: (a, b) => b.durationMicros - a.durationMicros },
  shortest: { label: "Shortest first", order: (a, b) => a.durationMicros - b.durationMicros },
  "most-spans": { label: "Most spans", order: (a, b) => b.spans - a.spans },
  "least-spans": { label: "Least spans", order: (a, b) => a.spans - b.spans },
  "most-errors": { label: "Most errors", order: (a, b) => b.errors - a.errors },
  "most-services": { label: "Most services", order: (a, b) => b.services.length - a.services.length },
  "least-services": { label: "Least services", order: (a, b) => a.services.length - b.services.length },
  name: { label: "By name", order: (a, b) => title(a).localeCompare(title(b)) },
};

const SORT_KEY = "tracing-on-sls.sort";
const MODE_KEY = "jaeger.search-results.mode";
const ROW_HEIGHT = 54;

/** The found traces, as a list or as a table, with sorting, choosing for comparison and download. */
export function Results({ rows }: { rows: Summary[] }) {
  const [sort, setSort] = useState<SortKey>((localStorage.getItem(SORT_KEY) as SortKey) ?? "recent");
  const [mode, setMode] = useState(localStorage.getItem(MODE_KEY) ?? "list");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [failure, setFailure] = useState<unknown>(null);
  const sorted = useMemo(() => [...rows].sort((SORTS[sort] ?? SORTS.recent).order), [rows, sort]);
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) {
      next.add(id);
    }
    setChosen(next);
  };
  const compare = () => {
    const ids = [...chosen];
    navigate(`/trace/${ids[0]}...${ids[1] ?? ""}?${ids.map((id) => `cohort=${id}`).join("&")}`);
  };
  return (
    <section class="card stack" aria-label={t("Results")}>
      <div class="line spread">
        <h2>{t("{count} traces", { count: formatCount(rows.length) })}</h2>
        <div class="line">
          <label class="line">
            {t("Sort")}
            <select
              value={sort}
              onChange={(event) => {
                localStorage.setItem(SORT_KEY, event.currentTarget.value);
                setSort(event.currentTarget.value as SortKey);
              }}
            >
              {Object.entries(SORTS).map(([key, { label }]) => (
                <option key={key} value={key}>
                  {t(label)}
                </option>
              ))}
            </select>
          </label>
          <button
            type="button"
            onClick={() => {
              const next = mode === "list" ? "table" : "list";
              localStorage.setItem(MODE_KEY, next);
              setMode(next);
            }}
          >
            {mode === "list" ? t("Table") : t("List")}
          </button>
          <button type="button" onClick={() => void downloadAll(rows).catch(setFailure)}>
            {t("Download")}
          </button>
          <button type="button" class={chosen.size > 1 ? "primary" : ""} disabled={chosen.size < 1} onClick={compare}>
            {t("Compare")} ({chosen.size})
          </button>
        </div>
      </div>
      {failure !== null && <ErrorNotice error={failure} />}
      {mode === "list" ? <List rows={sorted} chosen={chosen} toggle={toggle} /> : <Table rows={sorted} />}
    </section>
  );
}

function traceHref(row: Summary): string {
  const hint = `?start=${row.startMicros}&end=${row.startMicros + row.durationMicros}`;
  return href(`/trace/${row.traceId}${hint}`);
}

function title(row: Summary): string {
  return row.rootService || row.rootOperation ? `${row.rootService}: ${row.rootOperation}` : t("<trace without root span>");
}

function List({ rows, chosen, toggle }: { rows: Summary[]; chosen: ReadonlySet<string>; toggle: (id: string) => void }) {
  const now = useMemo(() => Date.now() * 1000, [rows]);
  const longest = Math.max(1, ...rows.map((row) => row.durationMicros));
  return (
    <VirtualList
      label={t("Traces")}
      count={rows.length}
      rowHeight={ROW_HEIGHT}
      height={`min(${rows.length * ROW_HEIGHT + 2}px, calc(100vh - 190px))`}
      row={(i, top) => {
        const row = rows[i]!;
        const style = { top: `${top}px`, height: `${ROW_HEIGHT}px`, "--share": `${(row.durationMicros / longest) * 100}%` } as CSSProperties;
        return (
          <div class="result" key={row.traceId} style={style}>
            <input type="checkbox" checked={chosen.has(row.traceId)} onChange={() => toggle(row.traceId)} aria-label={t("Choose for comparison")} />
            <a class="name" href={traceHref(row)} title={row.traceId}>
              {title(row)} <span class="muted mono">{row.traceId.replace(/^0{16}/, "").slice(0, 7)}</span>
            </a>
            <span>
              <strong>{formatDuration(row.durationMicros)}</strong> <span class="muted" title={formatTime(row.startMicros)}>
                {formatAgo(row.startMicros, now, language.value)} · {formatTime(row.startMicros)}
              </span>
            </span>
            <div class="services">
              <span class="pill">{t("{count} spans", { count: row.spans })}</span>
              {row.errors > 0 && <span class="pill error">{t("{count} errors", { count: row.errors })}</span>}
              {row.orphans > 0 && <span class="pill warn">{t("Incomplete")}</span>}
              {row.services.slice(0, 12).map((service) => (
                <span class={service.errors > 0 ? "pill error" : "pill"} key={service.name}>
                  <Dot service={service.name} />
                  {service.name} {service.spans}
                </span>
              ))}
            </div>
          </div>
        );
      }}
    />
  );
}

function Table({ rows }: { rows: Summary[] }) {
  return (
    <div style={{ overflow: "auto", maxHeight: "calc(100vh - 190px)" }}>
      <table>
        <thead>
          <tr>
            <th>{t("Trace")}</th>
            <th>{t("Start")}</th>
            <th class="number">{t("Duration")}</th>
            <th class="number">{t("Spans")}</th>
            <th class="number">{t("Errors")}</th>
            <th class="number">{t("Services")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, 300).map((row) => (
            <tr key={row.traceId}>
              <td>
                <a href={traceHref(row)}>{title(row)}</a>
              </td>
              <td>{formatTime(row.startMicros)}</td>
              <td class="number">{formatDuration(row.durationMicros)}</td>
              <td class="number">{row.spans}</td>
              <td class={row.errors > 0 ? "number error-text" : "number"}>{row.errors}</td>
              <td class="number">{row.services.length}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > 300 && <p class="muted small">{t("The table shows the first 300; the list shows all.")}</p>}
    </div>
  );
}

/** All traces in one file, as Jaeger's UI reads and writes it; six requests at a time. */
async function downloadAll(rows: Summary[]): Promise<void> {
  const data: unknown[] = [];
  for (let i = 0; i < rows.length; i += 6) {
    const answers = await Promise.all(rows.slice(i, i + 6).map((row) => getJson<{ data: unknown[] }>(`api/traces/${row.traceId}`)));
    answers.forEach((answer) => data.push(...answer.data));
  }
  download(`traces-${Date.now()}.json`, JSON.stringify({ data }));
}
