// SPDX-License-Identifier: Apache-2.0
import type { CSSProperties } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Summary } from "../api/summaries";
import { language, t } from "../app/i18n";
import { href, navigate, route, setParams, withParams } from "../app/router";
import { download, Dot, ErrorNotice } from "../app/ui";
import { VirtualList } from "../app/virtual";
import { getJson } from "../api/client";
import { formatAgo, formatCount, formatDuration, formatTime } from "../lib/format";
import { uploaded } from "./uploaded";

export type SortKey = "recent" | "oldest" | "longest" | "shortest" | "most-spans" | "least-spans" | "most-errors" | "most-services" | "least-services" | "name";

export const SORTS: Record<SortKey, { label: string; order: (a: Summary, b: Summary) => number }> = {
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
/** Pixels; on a phone the time stands on a line of its own, as the style sheet has it. */
function rowHeight(): number {
  return matchMedia("(max-width: 640px)").matches ? 78 : 54;
}

/** The found traces, as a list or as a table, with sorting, choosing for comparison and download. */
export function Results({ rows, onAgain }: { rows: Summary[]; onAgain: () => void }) {
  const [sort, setSort] = useState<SortKey>((localStorage.getItem(SORT_KEY) as SortKey) ?? "recent");
  const [mode, setMode] = useState(localStorage.getItem(MODE_KEY) ?? "list");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const calls = route.value.params.get("view") === "ddg";
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
          <Again onAgain={onAgain} />
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
          <button type="button" aria-pressed={calls} onClick={() => setParams({ view: calls ? undefined : "ddg" })}>
            {t("Calls")}
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
      {mode === "list" ? <List rows={sorted} chosen={chosen} toggle={toggle} /> : <Table rows={sorted} chosen={chosen} toggle={toggle} />}
    </section>
  );
}

const LIVE_MILLIS = 5_000;

/** Asks again: once, or every few seconds. */
function Again({ onAgain }: { onAgain: () => void }) {
  const [live, setLive] = useState(false);
  const latest = useRef(onAgain);
  latest.current = onAgain;
  useEffect(() => {
    if (!live) {
      return undefined;
    }
    const timer = setInterval(() => latest.current(), LIVE_MILLIS);
    return () => clearInterval(timer);
  }, [live]);
  return (
    <>
      <button type="button" onClick={onAgain} title={t("Search again up to now")} aria-label={t("Search again up to now")}>
        ⟳
      </button>
      <label class="line">
        <input type="checkbox" checked={live} onChange={() => setLive(!live)} />
        {t("Live")}
      </label>
    </>
  );
}

function traceHref(row: Summary): string {
  const hint = row.uploaded ? {} : { start: row.startMicros, end: row.startMicros + row.durationMicros };
  return href(withParams(`/trace/${row.traceId}`, { ...hint, uiFind: row.find }));
}

function title(row: Summary): string {
  return row.rootService || row.rootOperation ? `${row.rootService}: ${row.rootOperation}` : t("<trace without root span>");
}

function List({ rows, chosen, toggle }: { rows: Summary[]; chosen: ReadonlySet<string>; toggle: (id: string) => void }) {
  const now = useMemo(() => Date.now() * 1000, [rows]);
  const height = rowHeight();
  const longest = Math.max(1, ...rows.map((row) => row.durationMicros));
  return (
    <VirtualList
      label={t("Traces")}
      count={rows.length}
      rowHeight={height}
      height={`min(${rows.length * height + 2}px, calc(100vh - 190px))`}
      row={(i, top) => {
        const row = rows[i]!;
        const style = { top: `${top}px`, height: `${height}px`, "--share": `${(row.durationMicros / longest) * 100}%` } as CSSProperties;
        return (
          <div class="result" key={row.traceId} style={style}>
            <input type="checkbox" checked={chosen.has(row.traceId)} onChange={() => toggle(row.traceId)} aria-label={t("Choose for comparison")} />
            <a class="name" href={traceHref(row)} title={row.traceId}>
              <span class="clip">{title(row)}</span> <span class="muted mono">{row.traceId.replace(/^0{16}/, "").slice(0, 7)}</span>
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
              {row.uploaded && <span class="pill warn">{t("From a file")}</span>}
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

export const COLUMNS: ReadonlyArray<readonly [string, boolean]> = [
  ["Trace", false],
  ["Start", false],
  ["Duration", true],
  ["Spans", true],
  ["Errors", true],
  ["Services", true],
];

const TABLE_ROW = 30;

/** One line per trace; only those in view are drawn. */
function Table({ rows, chosen, toggle }: { rows: Summary[]; chosen: ReadonlySet<string>; toggle: (id: string) => void }) {
  return (
    <div role="table" aria-label={t("Traces")} class="result-table">
      <div role="row" class="result-line head">
        <span role="columnheader" aria-label={t("Choose for comparison")} />
        {COLUMNS.map(([label, number]) => (
          <span key={label} role="columnheader" class={number ? "number" : ""}>
            {t(label)}
          </span>
        ))}
      </div>
      <VirtualList
        label={t("Traces")}
        role="rowgroup"
        count={rows.length}
        rowHeight={TABLE_ROW}
        height={`min(${rows.length * TABLE_ROW + 2}px, calc(100vh - 220px))`}
        row={(i, top) => {
          const row = rows[i]!;
          return (
            <div key={row.traceId} role="row" class="result-line" style={{ position: "absolute", top: `${top}px`, left: 0, right: 0, height: `${TABLE_ROW}px` }}>
              <span role="cell">
                <input type="checkbox" checked={chosen.has(row.traceId)} onChange={() => toggle(row.traceId)} aria-label={t("Choose for comparison")} />
              </span>
              <span role="cell" class="clip">
                <a href={traceHref(row)}>{title(row)}</a>
              </span>
              <span role="cell">{formatTime(row.startMicros)}</span>
              <span role="cell" class="number">
                {formatDuration(row.durationMicros)}
              </span>
              <span role="cell" class="number">
                {formatCount(row.spans)}
              </span>
              <span role="cell" class={row.errors > 0 ? "number error-text" : "number"}>
                {formatCount(row.errors)}
              </span>
              <span role="cell" class="number">
                {row.services.length}
              </span>
            </div>
          );
        }}
      />
    </div>
  );
}

/** All traces in one file, as Jaeger's UI reads and writes it; six requests at a time. */
async function downloadAll(rows: Summary[]): Promise<void> {
  const data: unknown[] = [];
  for (let i = 0; i < rows.length; i += 6) {
    const answers = await Promise.all(rows.slice(i, i + 6).map(envelopeOf));
    answers.forEach((answer) => data.push(...answer.data));
  }
  download(`traces-${Date.now()}.json`, JSON.stringify({ data }));
}

async function envelopeOf(row: Summary): Promise<{ data: unknown[] }> {
  const known = uploaded.envelope(row.traceId);
  return known === null ? getJson<{ data: unknown[] }>(`api/traces/${row.traceId}`) : (JSON.parse(known) as { data: unknown[] });
}
