// SPDX-License-Identifier: Apache-2.0
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { AlignedData } from "uplot";
import { services } from "../api/catalog";
import { config, newTab } from "../app/config";
import { t } from "../app/i18n";
import { href, route, setParams } from "../app/router";
import { isSafeUrl } from "../app/safe-url";
import { theme, token } from "../app/theme";
import { ErrorNotice, Spinner, useLoad } from "../app/ui";
import { formatDuration, formatPercent, formatTick } from "../lib/format";
import { lookbackMicros } from "../search/state";
import { loadMetrics, operationRows, type Monitor, type Series } from "./metrics";

const REMEMBERED = { service: "lastAtmSearchService", spanKind: "lastAtmSearchSpanKind", timeframe: "lastAtmSearchTimeframe" } as const;
const FRAMES = ["5m", "15m", "30m", "1h", "2h", "6h", "12h", "24h", "2d"];
const KINDS = ["server", "client", "internal", "producer", "consumer"];

/** Latency, errors and rate of a service over time, and of its operations. */
export function MonitorPage() {
  const params = route.value.params;
  const names = useLoad("services", () => services());
  const choice = (name: keyof typeof REMEMBERED) => params.get(name) ?? localStorage.getItem(REMEMBERED[name]);
  const choose = (name: keyof typeof REMEMBERED, value: string) => {
    localStorage.setItem(REMEMBERED[name], value);
    setParams({ [name]: value });
  };
  const service = choice("service") ?? names.value?.[0] ?? "";
  const kind = choice("spanKind") ?? "server";
  const frame = frameName(choice("timeframe") ?? "1h");
  const loaded = useLoad(`monitor ${service} ${kind} ${frame}`, async (signal) => (service === "" ? null : loadMetrics(service, kind, (lookbackMicros(frame) ?? 3_600_000_000) / 1000, signal)));
  document.title = `${t("Monitor")} ${service}`;
  return (
    <main class="stack">
      <div class="line">
        <Choice label={t("Service")} value={service} options={names.value ?? []} onChange={(value) => choose("service", value)} />
        <Choice label={t("Span kind")} value={kind} options={KINDS} onChange={(value) => choose("spanKind", value)} />
        <Choice label={t("Window")} value={frame} options={FRAMES} onChange={(value) => choose("timeframe", value)} />
        <button type="button" onClick={loaded.reload}>
          ⟳ {t("Refresh")}
        </button>
      </div>
      {loaded.error !== null && <ErrorNotice error={loaded.error} />}
      {loaded.loading && !loaded.value && <Spinner />}
      {loaded.value && <Figures monitor={loaded.value} service={service} />}
    </main>
  );
}

/** Jaeger's UI writes the window in milliseconds. */
export function frameName(frame: string): string {
  return /^\d+$/.test(frame) ? (FRAMES.find((name) => lookbackMicros(name) === Number(frame) * 1000) ?? `${Math.max(1, Math.round(Number(frame) / 1000))}s`) : frame;
}

function Choice({ label, value, options, onChange }: { label: string; value: string; options: string[]; onChange: (value: string) => void }) {
  return (
    <label class="line">
      {label}
      <select value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {(options.includes(value) ? options : [value, ...options]).map((option) => (
          <option key={option} value={option}>
            {option}
          </option>
        ))}
      </select>
    </label>
  );
}

function Figures({ monitor, service }: { monitor: Monitor; service: string }) {
  const empty = monitor.calls.length === 0;
  if (empty) {
    return <Nothing />;
  }
  return (
    <>
      <div class="figures">
        <Plot title={t("Latency")} series={monitor.latencies} format={(value) => formatDuration(value * 1000)} />
        <Plot title={t("Error rate")} series={monitor.errors} format={formatPercent} />
        <Plot title={t("Request rate")} series={monitor.calls} format={(value) => `${Number(value.toPrecision(3))}/s`} />
      </div>
      <Operations monitor={monitor} service={service} />
    </>
  );
}

/** The words of the configuration where it has some. */
function Nothing() {
  const { emptyState, docsLink } = config().monitor;
  return (
    <div class="empty stack">
      <strong>{emptyState?.mainTitle ?? t("No spans of this service and kind in the window.")}</strong>
      {[emptyState?.subTitle, emptyState?.description, emptyState?.info].filter(Boolean).map((text) => (
        <span key={text}>{text}</span>
      ))}
      {docsLink && isSafeUrl(docsLink) && (
        <a href={docsLink} target={newTab()} rel="noreferrer noopener">
          {t("Documentation")}
        </a>
      )}
    </div>
  );
}

/** A chart by uPlot, which is loaded with this page only. */
function Plot({ title, series, format }: { title: string; series: Series[]; format: (value: number) => string }) {
  const root = useRef<HTMLDivElement>(null);
  const data = useMemo(() => aligned(series), [series]);
  useEffect(() => {
    const element = root.current!;
    let chart: { destroy: () => void; setSize: (size: { width: number; height: number }) => void } | undefined;
    let wanted = true;
    void Promise.all([import("uplot"), import("uplot/dist/uPlot.min.css")]).then(([{ default: UPlot }]) => {
      if (!wanted) {
        return;
      }
      const axis = { stroke: token("muted"), grid: { stroke: token("line"), width: 1 } };
      const colors = ["accent", "warn", "error"];
      chart = new UPlot(
        {
          width: element.clientWidth,
          height: 190,
          series: [{ value: (_: unknown, at: number | null) => (at === null ? "–" : formatTick(at * 1e6, 0)) }, ...series.map((line, i) => ({ label: line.name, stroke: token(colors[i % colors.length]!), width: 2, points: { show: false }, value: (_: unknown, value: number | null) => (value === null ? "–" : format(value)) }))],
          axes: [{ ...axis, values: (_: unknown, ticks: number[]) => ticks.map((tick) => formatTick(tick * 1e6, ((data[0]!.at(-1) ?? 0) - (data[0]![0] ?? 0)) * 1e6)) }, { ...axis, size: 64, values: (_: unknown, ticks: number[]) => ticks.map(format) }],
          scales: { y: { range: (_: unknown, __: number, most: number) => [0, most > 0 ? most * 1.1 : 1] } },
        },
        data,
        element,
      );
    });
    const observer = new ResizeObserver(() => chart?.setSize({ width: element.clientWidth, height: 190 }));
    observer.observe(element);
    return () => {
      wanted = false;
      observer.disconnect();
      chart?.destroy();
    };
  }, [data, theme.value]);
  return (
    <section class="card" aria-label={title}>
      <h2>{title}</h2>
      <div ref={root} />
    </section>
  );
}

/** uPlot wants one list of times and a list of values per line, with null for gaps. */
export function aligned(series: Series[]): AlignedData {
  const times = [...new Set(series.flatMap((line) => line.points.map(([at]) => at)))].sort((a, b) => a - b);
  const lines = series.map((line) => {
    const values = new Map(line.points);
    return times.map((at) => values.get(at) ?? null);
  });
  return [times, ...lines] as AlignedData;
}

/** The course of a figure, small enough for a table's cell; the figure beside it says the same in words. */
function Sparkline({ points }: { points: number[] }) {
  const most = Math.max(...points, Number.MIN_VALUE);
  const path = points.map((value, i) => `${(i / Math.max(1, points.length - 1)) * 60},${16 - (value / most) * 15}`).join(" ");
  return (
    <svg width="62" height="17" aria-hidden="true" style={{ verticalAlign: "middle" }}>
      <polyline points={path} fill="none" stroke="var(--accent)" stroke-width="1.2" />
    </svg>
  );
}

function Operations({ monitor, service }: { monitor: Monitor; service: string }) {
  const rows = useMemo(() => operationRows(monitor), [monitor]);
  return (
    <section class="card" aria-label={t("Operations")}>
      <h2>{t("Operations")}</h2>
      <table>
        <thead>
          <tr>
            <th>{t("Name")}</th>
            <th class="number">{t("P95 latency")}</th>
            <th class="number">{t("Request rate")}</th>
            <th class="number">{t("Error rate")}</th>
            <th>{t("Impact")}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.operation}>
              <td>{row.operation}</td>
              <td class="number">
                <Sparkline points={row.latencies} /> {formatDuration(row.latencyMillis * 1000)}
              </td>
              <td class="number">
                <Sparkline points={row.rates} /> {Number(row.rate.toPrecision(3))}/s
              </td>
              <td class={row.errors > 0 ? "number error-text" : "number"}>{formatPercent(row.errors)}</td>
              <td>
                <meter min={0} max={1} value={row.impact} aria-label={t("Impact")}>
                  {formatPercent(row.impact)}
                </meter>
              </td>
              <td>
                <a href={href(`/search?service=${encodeURIComponent(service)}&operation=${encodeURIComponent(row.operation)}`)}>{t("View traces")}</a>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
