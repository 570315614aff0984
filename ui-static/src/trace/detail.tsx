// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from "preact/hooks";
import { config, newTab } from "../app/config";
import { t } from "../app/i18n";
import { href, setParams } from "../app/router";
import { CopyButton, Spinner } from "../app/ui";
import { formatDuration, formatTime } from "../lib/format";
import type { TraceHandle } from "./handle";
import { linksFor } from "./link-patterns";
import type { Log, SpanDetail, Tag } from "./types";

/** All of a span: tags, process, events, references, warnings. Every text is shown as text. */
export function SpanDetailView({ handle, row, zoom }: { handle: TraceHandle; row: number; zoom: [number, number] }) {
  const [detail, setDetail] = useState<SpanDetail | null>(null);
  useEffect(() => {
    let wanted = true;
    void handle.detail(row).then((found) => wanted && setDetail(found));
    return () => void (wanted = false);
  }, [handle, row]);
  if (!detail) {
    return <Spinner />;
  }
  const terms = config().useOpenTelemetryTerms;
  const traceId = handle.columns.traceId;
  return (
    <div class="stack" style={{ gap: "4px" }}>
      <div class="line spread">
        <h2>{detail.operation || t("(no name)")}</h2>
        <span class="line small">
          <span>
            {t("Service")}: <strong>{detail.service}</strong>
          </span>
          <span>
            {t("Duration")}: <strong>{formatDuration(detail.durationMicros)}</strong>
          </span>
          <span>
            {t("Self time")}: <strong>{formatDuration(handle.columns.selfTime[row]!)}</strong>
          </span>
          <span>
            {t("Start")}: <strong>{formatDuration(handle.columns.start[row]!)}</strong> ({formatTime(detail.startMicros)})
          </span>
        </span>
      </div>
      {detail.warnings.length > 0 && (
        <div class="notice warn">
          {detail.warnings.map((warning, i) => (
            <div key={i}>{warning}</div>
          ))}
        </div>
      )}
      <Section title={terms ? t("Attributes") : t("Tags")} count={detail.tags.length} open>
        <Tags tags={detail.tags} type="tags" handle={handle} detail={detail} />
      </Section>
      <Section title={terms ? t("Resource") : t("Process")} count={detail.processTags.length}>
        <Tags tags={detail.processTags} type="process" handle={handle} detail={detail} />
      </Section>
      {detail.logs.length > 0 && (
        <Section title={terms ? t("Events") : t("Logs")} count={detail.logs.length} open={detail.logs.length <= 5}>
          <Events logs={detail.logs} zoom={zoom} handle={handle} detail={detail} />
        </Section>
      )}
      {detail.references.length > 0 && (
        <Section title={terms ? t("Links") : t("References")} count={detail.references.length}>
          {detail.references.map((reference, i) => (
            <div key={i} class="mono">
              {reference.refType}{" "}
              <a href={href(`/trace/${reference.traceID}?uiFind=${reference.spanID}`)}>
                {reference.traceID === traceId ? "" : `${reference.traceID} `}
                {reference.spanID}
              </a>
            </div>
          ))}
        </Section>
      )}
      <div class="line small muted">
        {t("Span ID")}: <code>{detail.spanId}</code>
        <CopyButton text={detail.spanId} label={t("Copy")} />
        <CopyButton text={new URL(href(`/trace/${traceId}?uiFind=${detail.spanId}`), location.href).href} label={t("Copy link")} />
        {handle.columns.subtree[row]! > 1 && (
          <button type="button" class="plain small" onClick={() => setParams({ root: detail.spanId })}>
            {t("Only this span and what is below it")}
          </button>
        )}
        <a href={href(`/explore?query=${encodeURIComponent(`spanID: "${detail.spanId}"`)}&from=${Math.floor(detail.startMicros / 1e6) - 60}&to=${Math.floor(detail.startMicros / 1e6) + 3600}`)}>{t("Raw log")}</a>
      </div>
    </div>
  );
}

function Section({ title, count, open, children }: { title: string; count: number; open?: boolean; children: preact.ComponentChildren }) {
  return (
    <details open={open ?? false}>
      <summary>
        <h3>{title}</h3> <span class="muted">({count})</span>
      </summary>
      {children}
    </details>
  );
}

/** The events; while the trace is zoomed, those in view with a switch to all of them. */
function Events({ logs, zoom, handle, detail }: { logs: Log[]; zoom: [number, number]; handle: TraceHandle; detail: SpanDetail }) {
  const [all, setAll] = useState(false);
  const { startMicros, durationMicros } = handle.columns;
  const inView = logs.filter((log) => {
    const share = (log.timestamp - startMicros) / (durationMicros || 1);
    return share >= zoom[0] && share <= zoom[1];
  });
  const shown = all || (zoom[0] <= 0 && zoom[1] >= 1) ? logs : inView;
  return (
    <>
      {shown.map((log, i) => (
        <Event key={i} log={log} handle={handle} detail={detail} />
      ))}
      {shown.length < logs.length && (
        <button type="button" class="plain small" onClick={() => setAll(true)}>
          {t("{count} events are out of view; show all", { count: logs.length - shown.length })}
        </button>
      )}
    </>
  );
}

function Event({ log, handle, detail }: { log: Log; handle: TraceHandle; detail: SpanDetail }) {
  const name = log.fields.find((field) => field.key === "event")?.value;
  return (
    <details>
      <summary>
        <span class="mono">{formatDuration(log.timestamp - detail.startMicros)}</span> {String(name ?? log.fields[0]?.key ?? "")}
      </summary>
      <Tags tags={log.fields} type="logs" handle={handle} detail={detail} />
    </details>
  );
}

function Tags({ tags, type, handle, detail }: { tags: Tag[]; type: "tags" | "process" | "logs"; handle: TraceHandle; detail: SpanDetail }) {
  const prefixes = config().topTagPrefixes;
  const rank = (tag: Tag) => {
    const found = prefixes.findIndex((prefix) => tag.key.startsWith(prefix));
    return found < 0 ? prefixes.length : found;
  };
  const sorted = [...tags].sort((a, b) => rank(a) - rank(b) || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return (
    <div class="tags">
      {tags.length > 1 && <CopyButton text={JSON.stringify(sorted, null, 2)} label={t("Copy as JSON")} />}
      <table class="kv">
        <tbody>
          {sorted.map((tag, i) => (
            <tr key={i}>
              <td>{tag.key}</td>
              <td>
                <CopyButton text={String(tag.value)} label={t("Copy")} />
                <Value tag={tag} />
                {linksFor(type, tag, handle.columns, detail).map((link) => (
                  <a key={link.url} href={link.url} target={newTab()} rel="noreferrer noopener">
                    {" "}
                    ↗ {link.text}
                  </a>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** JSON is indented; everything else is shown as it is. */
function Value({ tag }: { tag: Tag }) {
  const text = String(tag.value);
  if (tag.type === "string" && /^[[{]/.test(text) && text.length < 100_000) {
    try {
      return <pre class="json">{JSON.stringify(JSON.parse(text), null, 2)}</pre>;
    } catch {
      return <>{text}</>;
    }
  }
  return <>{text}</>;
}
