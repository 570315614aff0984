// SPDX-License-Identifier: Apache-2.0
import { useMemo, useState } from "preact/hooks";
import { logstores } from "../app/config";
import { ConsoleLink } from "../app/console-link";
import { t } from "../app/i18n";
import { route, setParams } from "../app/router";
import { TimeRange } from "../app/time-range";
import { download, ErrorNotice, Spinner, useLoad } from "../app/ui";
import { formatCount, formatTick } from "../lib/format";
import { lookbackMicros, LOOKBACKS } from "../search/state";
import { equals, hasSql, histogram, logParams, searchLogs, type Bucket, type LogRequest } from "./api";
import { ResultChart } from "./chart";
import { QueryEditor } from "./editor";
import { QUESTIONS } from "./questions";
import { RawLogs } from "./raw-logs";

const PAGE = 50;
const HISTORY_KEY = "tracing-on-sls.explore-history";
const KNOWN_KEYS = "traceID spanID parentSpanID service name kind start end duration statusCode statusMessage attribute resource links logs host __time__ __topic__ __source__".split(" ");

/** Searches and SQL on a Logstore, as the Log Service console has them: histogram of hits, raw logs, tables and charts. */
export function ExplorePage() {
  const params = route.value.params;
  const key = params.toString();
  const query = params.get("query") ?? "*";
  const lookback = params.get("lookback") ?? "1h";
  const now = useMemo(() => Math.ceil(Date.now() / 1000), [key]);
  const request: LogRequest = {
    logstore: params.get("logstore") ?? "",
    query,
    from: Number(params.get("from")) || now - Math.round((lookbackMicros(lookback) ?? 3_600_000_000) / 1e6),
    to: Number(params.get("to")) || now,
    line: PAGE,
    offset: Number(params.get("offset")) || 0,
  };
  const [text, setText] = useState(query);
  const answer = useLoad(`logs ${key}`, (signal) => searchLogs(request, signal));
  const hits = useLoad(`hits ${key}`, (signal) => histogram(request, signal));
  const sql = hasSql(query);
  const run = (next: string) => {
    remember(next);
    setText(next);
    setParams({ query: next, offset: undefined }, { replace: false });
  };
  const keys = useMemo(() => [...new Set([...KNOWN_KEYS, ...(answer.value?.columns ?? [])])], [answer.value]);
  document.title = t("Explore logs");
  return (
    <main class="stack">
      <div class="card stack">
        <div class="line">
          {logstores().length > 0 && (
            <select style={{ width: "auto" }} aria-label="Logstore" value={request.logstore} onChange={(event) => setParams({ logstore: event.currentTarget.value, offset: undefined }, { replace: false })}>
              <option value="">{t("Spans")}</option>
              {logstores().map(({ name }) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          )}
          <div style={{ flex: "1 1 380px", minWidth: 0 }}>
            <QueryEditor value={text} keys={keys} onChange={setText} onRun={() => run(text)} />
          </div>
          <select
            style={{ width: "auto" }}
            aria-label={t("Lookback")}
            value={params.has("from") ? "custom" : lookback}
            onChange={(event) => {
              const custom = event.currentTarget.value === "custom";
              setParams(custom ? { from: String(request.from), to: String(request.to) } : { lookback: event.currentTarget.value, from: undefined, to: undefined, offset: undefined }, { replace: false });
            }}
          >
            <option value="custom">{t("Custom range")}</option>
            {LOOKBACKS.map((name) => (
              <option key={name} value={name}>
                {t("Last {time}", { time: name })}
              </option>
            ))}
          </select>
          <button type="button" class="primary" onClick={() => run(text)}>
            {t("Run")}
          </button>
        </div>
        {params.has("from") && (
          <TimeRange
            start={request.from * 1e6}
            end={request.to * 1e6}
            onChange={(start, end) => start < end && setParams({ from: String(Math.floor(start / 1e6)), to: String(Math.ceil(end / 1e6)), offset: undefined }, { replace: false })}
          />
        )}
        <div class="line">
          <select style={{ width: "auto" }} aria-label={t("Ready-made questions")} value="" onChange={(event) => event.currentTarget.value && run(event.currentTarget.value)}>
            <option value="">{t("Ready-made questions")}…</option>
            {QUESTIONS.map(([name, question]) => (
              <option key={name} value={question}>
                {t(name)}
              </option>
            ))}
          </select>
          <select style={{ width: "auto" }} aria-label={t("History")} value="" onChange={(event) => event.currentTarget.value && run(event.currentTarget.value)}>
            <option value="">{t("History")}…</option>
            {recall().map((past) => (
              <option key={past} value={past}>
                {past.slice(0, 90)}
              </option>
            ))}
          </select>
          {answer.value && (
            <button type="button" onClick={() => download("logs.json", JSON.stringify(answer.value!.rows, null, 2))}>
              {t("Download")}
            </button>
          )}
          <ConsoleLink path="logs" params={logParams(request)} />
        </div>
      </div>
      {hits.value && <Hits buckets={hits.value} onZoom={(from, to) => setParams({ from: String(from), to: String(to), offset: undefined }, { replace: false })} />}
      {answer.error !== null && <ErrorNotice error={answer.error} />}
      {answer.loading && !answer.value && <Spinner />}
      {answer.value && !answer.value.complete && <div class="notice warn">{t("Log Service gave up early: the result is not complete. Narrow the time range.")}</div>}
      {answer.value && answer.value.rows.length === 0 && <div class="empty">{t("No logs match.")}</div>}
      {answer.value && answer.value.rows.length > 0 && (
        <div class="card">
          {sql ? (
            <ResultChart key={key} answer={answer.value} />
          ) : (
            <>
              <RawLogs answer={answer.value} traceField={logstores().find((known) => known.name === request.logstore)?.traceField || "traceID"} onFilter={(field, value) => run(addFilter(query, field, value))} />
              <Pager offset={request.offset} count={answer.value.rows.length} />
            </>
          )}
        </div>
      )}
    </main>
  );
}

/** Adds an exact condition to the search part; quoting as Log Service has it. */
export function addFilter(query: string, field: string, value: string): string {
  const condition = equals(field, value);
  return query.trim() === "" || query.trim() === "*" ? condition : `(${query}) and ${condition}`;
}

function Pager({ offset, count }: { offset: number; count: number }) {
  return (
    <div class="line" style={{ paddingTop: "8px" }}>
      <button type="button" disabled={offset === 0} onClick={() => setParams({ offset: String(Math.max(0, offset - PAGE)) }, { replace: false })}>
        {t("Previous")}
      </button>
      <span class="muted">
        {offset + 1}–{offset + count}
      </span>
      <button type="button" disabled={count < PAGE} onClick={() => setParams({ offset: String(offset + PAGE) }, { replace: false })}>
        {t("Next")}
      </button>
    </div>
  );
}

function Hits({ buckets, onZoom }: { buckets: Bucket[]; onZoom: (from: number, to: number) => void }) {
  const most = Math.max(1, ...buckets.map((bucket) => bucket.count));
  const total = buckets.reduce((sum, bucket) => sum + bucket.count, 0);
  const first = buckets[0];
  const last = buckets[buckets.length - 1];
  return (
    <section class="card" aria-label={t("Hits over time")}>
      <div class="line spread small">
        <strong>{t("{count} hits", { count: formatCount(total) })}</strong>
        <span class="muted">{first && last && `${formatTick(first.from * 1e6, 864e11)} – ${formatTick(last.to * 1e6, 864e11)}`}</span>
      </div>
      <div style={{ display: "flex", alignItems: "flex-end", height: "70px", gap: "1px" }}>
        {buckets.map((bucket) => (
          <button
            key={bucket.from}
            type="button"
            class="plain"
            title={`${formatTick(bucket.from * 1e6, 864e11)}: ${bucket.count}`}
            aria-label={`${formatTick(bucket.from * 1e6, 864e11)}: ${bucket.count}`}
            style={{ flex: 1, padding: 0, minWidth: 0, borderRadius: 0, height: `${(bucket.count / most) * 100}%`, background: "var(--accent)", opacity: bucket.count > 0 ? 0.75 : 0.1 }}
            onClick={() => onZoom(bucket.from, bucket.to)}
          />
        ))}
      </div>
    </section>
  );
}

function recall(): string[] {
  try {
    return JSON.parse(localStorage.getItem(HISTORY_KEY) ?? "[]") as string[];
  } catch {
    return [];
  }
}

function remember(query: string): void {
  const past = [query, ...recall().filter((known) => known !== query)].slice(0, 20);
  localStorage.setItem(HISTORY_KEY, JSON.stringify(past));
}
