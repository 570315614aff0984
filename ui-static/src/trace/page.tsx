// SPDX-License-Identifier: Apache-2.0
import { useEffect, useMemo, useState } from "preact/hooks";
import { ApiError, postJson } from "../api/client";
import { basePath, capabilities, config, logstores, newTab } from "../app/config";
import { ConsoleLink } from "../app/console-link";
import { ofTrace } from "../explore/api";
import { embedFlag } from "../app/embed";
import { t } from "../app/i18n";
import { cameFromSearch, href, lastSearch, route, setParams } from "../app/router";
import { CopyButton, ErrorNotice, Menu, Spinner } from "../app/ui";
import { formatCount, formatDuration, formatTime } from "../lib/format";
import { uploaded } from "../search/uploaded";
import { FindBox } from "./find-box";
import { FlameView } from "./flame";
import { GenAiView } from "./gen-ai-view";
import { GraphView } from "./graph";
import { TraceHandle } from "./handle";
import { HelpDialog } from "./help";
import { traceLinks } from "./link-patterns";
import { LogsView } from "./logs";
import { Minimap } from "./minimap";
import { readSelection, select } from "./selection";
import { ShowMenu } from "./show-menu";
import { SpansTable } from "./spans-table";
import { StatisticsView } from "./statistics-view";
import { Timeline } from "./timeline";
import { traceEmoji } from "./emoji";
import { ERROR, ORPHAN, type TraceColumns } from "./types";
import { currentView, currentZoom, setZoom, viewsOf } from "./view-state";

/** One trace: header, minimap, and the chosen view of its spans. */
export function TracePage() {
  const id = decodeURIComponent(route.value.path.slice("/trace/".length));
  const params = route.value.params;
  const raw = params.get("raw");
  const [loaded, setLoaded] = useState<{ id: string; handle?: TraceHandle; error?: unknown }>({ id: "" });
  const [round, setRound] = useState(0);
  useEffect(() => {
    let handle: TraceHandle | undefined;
    let wanted = true;
    const envelope = uploaded.envelope(id);
    const loading = envelope === null ? TraceHandle.load(id, question(params)) : TraceHandle.open(envelope);
    loading.then(
      (found) => {
        handle = found;
        if (wanted) {
          setLoaded({ id, handle: found });
        } else {
          found.close();
        }
      },
      (error: unknown) => wanted && setLoaded({ id, error }),
    );
    return () => {
      wanted = false;
      handle?.close();
    };
  }, [id, round, raw]);
  if (loaded.id !== id) {
    return <Spinner />;
  }
  if (loaded.error !== undefined || !loaded.handle) {
    return (
      <main class="stack">
        <ErrorNotice error={loaded.error} />
        <p class="muted">
          {t("Trace ID")}: <code>{id}</code>
        </p>
        <a href={href("/search")}>{t("Back to search")}</a>
      </main>
    );
  }
  return <LoadedTrace handle={loaded.handle} onReload={() => setRound(round + 1)} />;
}

/** Times from a result row make the look-up cheap; without them the server looks over the whole retention. */
function question(params: URLSearchParams): string {
  const wanted = new URLSearchParams();
  const [start, end] = [params.get("start"), params.get("end")];
  if (start && end) {
    wanted.set("start", start);
    wanted.set("end", end);
  }
  if (params.get("raw") === "1") {
    wanted.set("raw", "true");
  }
  return wanted.size > 0 ? `?${wanted}` : "";
}

function LoadedTrace({ handle, onReload }: { handle: TraceHandle; onReload: () => void }) {
  const columns = handle.columns;
  const params = route.value.params;
  const text = params.get("uiFind") ?? "";
  const [ungrouped, setUngrouped] = useState<ReadonlySet<number>>(new Set());
  const [slim, setSlim] = useState(embedFlag("uiTimelineCollapseTitle"));
  const [matches, setMatches] = useState<Int32Array | null>(null);
  const [current, setCurrent] = useState(0);
  useEffect(() => {
    let wanted = true;
    if (text === "") {
      setMatches(null);
      return undefined;
    }
    void handle.find(text).then((found) => {
      if (wanted) {
        setMatches(found);
        setCurrent(0);
      }
    });
    return () => void (wanted = false);
  }, [handle, text]);
  const initialRow = useMemo(() => columns.spanIds.indexOf(text.toLowerCase()), [columns]);
  const selection = readSelection(params, columns);
  const filter = ["only", "svcFilter", "least", "group", "root"].map((name) => params.get(name) ?? "").join(" ");
  const kept = useMemo(() => select(columns, selection, matches, ungrouped), [columns, matches, filter, ungrouped]);
  const zoom = currentZoom();
  const view = currentView(columns);
  const move = (step: number) => matches && matches.length > 0 && setCurrent((current + step + matches.length) % matches.length);
  document.title = `${traceEmoji(columns.traceId)} ${shortId(columns.traceId)} ${rootName(columns)}`;
  return (
    <div>
      <Header columns={columns} onReload={onReload} slim={slim} onSlim={setSlim} />
      <div class="trace-bar">
        <div class="tabs" role="tablist" aria-label={t("Views")}>
          {viewsOf(columns).map(([name, label]) => (
            <button key={name} type="button" role="tab" aria-selected={view === name} onClick={() => setParams({ view: name === "timeline" && !columns.genAi ? undefined : name })}>
              {t(label)}
            </button>
          ))}
        </div>
        <FindBox text={text} matches={matches?.length ?? null} current={current} onText={(value) => setParams({ uiFind: value })} onMove={move} />
        <ShowMenu columns={columns} selection={selection} />
        <ErrorJump columns={columns} />
        <HelpDialog />
      </div>
      {columns.warnings.length > 0 && <div class="notice warn">{columns.warnings.join("; ")}</div>}
      {(view === "timeline" || view === "flame") && !slim && !embedFlag("uiTimelineHideMinimap") && <Minimap columns={columns} zoom={zoom} onZoom={setZoom} />}
      {view === "timeline" && (
        <Timeline
          handle={handle}
          zoom={zoom}
          onZoom={setZoom}
          matches={matches}
          current={matches ? current : -1}
          kept={kept}
          grouped={(row) => selection.groupRepeats && !ungrouped.has(row)}
          onUngroup={(row) => setUngrouped(new Set(ungrouped).add(row))}
          initialRow={initialRow}
        />
      )}
      {view === "graph" && <GraphView columns={columns} matches={matches} />}
      {view === "statistics" && <StatisticsView handle={handle} />}
      {view === "table" && <SpansTable columns={columns} />}
      {view === "flame" && <FlameView columns={columns} zoom={zoom} matches={matches} onZoom={setZoom} />}
      {view === "logs" && <LogsView handle={handle} />}
      {view === "genai" && <GenAiView handle={handle} />}
    </div>
  );
}

function rootName(columns: TraceColumns): string {
  return columns.count === 0 ? "" : `${columns.services[columns.service[0]!]}: ${columns.operations[columns.operation[0]!]}`;
}

function shortId(traceId: string): string {
  return traceId.slice(0, config().traceIdDisplayLength);
}

interface HeaderProps {
  columns: TraceColumns;
  onReload: () => void;
  /** One line only, and no minimap. */
  slim: boolean;
  onSlim: (slim: boolean) => void;
}

function Header({ columns, onReload, slim, onSlim }: HeaderProps) {
  const depth = columns.depth.reduce((most, value) => Math.max(most, value + 1), 0);
  const errors = columns.flags.reduce((sum, flags) => sum + (flags & ERROR ? 1 : 0), 0);
  const incomplete = columns.flags.some((flags) => flags & ORPHAN);
  return (
    <div class="trace-head">
      <div class="title">
        {cameFromSearch() && (
          <a class="button" href={href(lastSearch())} title={t("Back to search")} aria-label={t("Back to search")}>
            ←
          </a>
        )}
        <button type="button" class="plain" aria-expanded={!slim} title={t("Details of the trace")} aria-label={t("Details of the trace")} onClick={() => onSlim(!slim)}>
          {slim ? "▸" : "▾"}
        </button>
        <h1 title={rootName(columns)}>{rootName(columns)}</h1>
      </div>
      <span class="mono muted">
        {columns.traceId} <CopyButton text={columns.traceId} label={t("Copy")} />
      </span>
      {!slim && !embedFlag("uiTimelineHideSummary") && (
        <>
          <Fact label={t("Start")} value={formatTime(columns.startMicros)} />
          <Fact label={t("Duration")} value={formatDuration(columns.durationMicros)} />
          <Fact label={t("Services")} value={columns.services.length} />
          <Fact label={t("Depth")} value={depth} />
          <Fact label={t("Spans")} value={formatCount(columns.count)} />
        </>
      )}
      {errors > 0 && <span class="pill error">{t("{count} errors", { count: errors })}</span>}
      {incomplete && <span class="pill warn">{t("Incomplete")}</span>}
      {traceLinks(columns).map((link) => (
        <a key={link.url} href={link.url} target={newTab()} rel="noreferrer noopener">
          ↗ {link.text}
        </a>
      ))}
      <span class="line" style={{ marginLeft: "auto" }}>
        <button type="button" onClick={onReload} title={t("Load again: spans may still arrive")} aria-label={t("Load again: spans may still arrive")}>
          ⟳
        </button>
        <Actions traceId={columns.traceId} columns={columns} />
      </span>
    </div>
  );
}

function Fact({ label, value }: { label: string; value: string | number }) {
  return (
    <span>
      <span class="muted">{label}</span> <strong>{value}</strong>
    </span>
  );
}

function Actions({ traceId, columns }: { traceId: string; columns: TraceColumns }) {
  const [notice, setNotice] = useState("");
  const from = Math.floor(columns.startMicros / 1e6) - 60;
  const to = Math.ceil((columns.startMicros + columns.durationMicros) / 1e6) + 60;
  return (
    <>
      {notice && <span role="status">{notice}</span>}
      <Menu label={t("More")}>
        {!config().disableJsonView && (
          <a href={`${basePath()}api/traces/${traceId}?prettyPrint=true`} target={newTab()} rel="noreferrer">
            {t("Trace JSON")}
          </a>
        )}
        {!config().disableJsonView && (
          <a href={`${basePath()}api/traces/${traceId}?raw=true&prettyPrint=true`} target={newTab()} rel="noreferrer">
            {t("Trace JSON (unadjusted)")}
          </a>
        )}
        <button type="button" onClick={() => setParams({ raw: route.value.params.has("raw") ? undefined : "1" })}>
          {route.value.params.has("raw") ? t("Show adjusted times") : t("Show times as sent")}
        </button>
        <a href={href(`/explore?query=${encodeURIComponent(`traceID: "${traceId.padStart(32, "0")}"`)}&from=${from}&to=${to}`)}>{t("Logs of this trace")}</a>
        {logstores()
          .filter(({ traceField }) => traceField !== "")
          .map(({ name, traceField }) => (
            <a key={name} href={href(`/explore?logstore=${encodeURIComponent(name)}&query=${encodeURIComponent(ofTrace(traceField, traceId))}&from=${from}&to=${to}`)}>
              {t("Logs in {name}", { name })}
            </a>
          ))}
        <ConsoleLink path="traces" params={new URLSearchParams({ traceID: traceId, start: String(Math.floor(columns.startMicros)), end: String(Math.ceil(columns.startMicros + columns.durationMicros)) })} />
        <a href={href(`/trace/${traceId}...`)}>{t("Compare with…")}</a>
        {config().archiveEnabled && capabilities().archiveStorage && (
          <button
            type="button"
            onClick={() =>
              void postJson(`api/archive/${traceId}`, null).then(
                () => setNotice(t("Archived")),
                (failure: unknown) => setNotice(failure instanceof ApiError ? failure.message : String(failure)),
              )
            }
          >
            {t("Archive Trace")}
          </button>
        )}
      </Menu>
    </>
  );
}

/** Walks through the spans with errors. */
function ErrorJump({ columns }: { columns: TraceColumns }) {
  const rows = useMemo(() => {
    const found: number[] = [];
    columns.flags.forEach((flags, row) => flags & ERROR && found.push(row));
    return found;
  }, [columns]);
  const [next, setNext] = useState(0);
  if (rows.length === 0) {
    return null;
  }
  return (
    <button
      type="button"
      class="error-text"
      onClick={() => {
        setParams({ uiFind: columns.spanIds[rows[next % rows.length]!], view: undefined });
        setNext(next + 1);
      }}
    >
      {t("Next error")} ({rows.length})
    </button>
  );
}
