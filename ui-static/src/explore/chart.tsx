// SPDX-License-Identifier: Apache-2.0
import type { CSSProperties } from "preact";
import { useState } from "preact/hooks";
import { t } from "../app/i18n";
import { formatCount } from "../lib/format";
import type { LogAnswer } from "./api";

export type ChartKind = "table" | "line" | "area" | "bar" | "pie" | "value";

/** Which column is the axis and which are values: the first one that is not a number, and every number behind it. */
export function chooseColumns(answer: LogAnswer): { axis: string; values: string[] } {
  const numeric = (column: string) => answer.rows.length > 0 && answer.rows.every((row) => row[column] === undefined || row[column] === "null" || row[column] === "" || Number.isFinite(Number(row[column])));
  const axis = answer.columns.find((column) => !numeric(column)) ?? answer.columns[0] ?? "";
  return { axis, values: answer.columns.filter((column) => column !== axis && numeric(column)) };
}

/** The chart that fits without being asked. */
export function suggestChart(answer: LogAnswer): ChartKind {
  const { axis, values } = chooseColumns(answer);
  if (answer.rows.length === 1 && answer.columns.length === 1) {
    return "value";
  }
  if (values.length === 0) {
    return "table";
  }
  return /time|minute|hour|day|date/i.test(axis) ? "line" : "bar";
}

const PALETTE = ["var(--accent)", "var(--error)", "var(--ok)", "var(--warn)", "#8b5cf6", "#0ea5a5"];

export function ResultChart({ answer }: { answer: LogAnswer }) {
  const [kind, setKind] = useState<ChartKind>(() => suggestChart(answer));
  return (
    <div class="stack">
      <div class="tabs" role="group" aria-label={t("Chart")}>
        {(["table", "line", "area", "bar", "pie", "value"] as const).map((name) => (
          <button key={name} type="button" aria-pressed={kind === name} onClick={() => setKind(name)}>
            {t({ table: "Table", line: "Line", area: "Area", bar: "Bar", pie: "Pie", value: "Value" }[name])}
          </button>
        ))}
      </div>
      <Chart kind={kind} answer={answer} />
    </div>
  );
}

function Chart({ kind, answer }: { kind: ChartKind; answer: LogAnswer }) {
  const { axis, values } = chooseColumns(answer);
  const rows = answer.rows.slice(0, 500);
  if (kind === "table" || (values.length === 0 && kind !== "value")) {
    return <ResultTable answer={answer} />;
  }
  if (kind === "value") {
    const column = values[0] ?? answer.columns[0] ?? "";
    return <div style={{ fontSize: "54px", fontWeight: 700, textAlign: "center", padding: "24px" }}>{answer.rows[0]?.[column] ?? "–"}</div>;
  }
  if (kind === "pie") {
    return <Pie rows={rows} axis={axis} value={values[0]!} />;
  }
  if (kind === "bar") {
    return <Bars rows={rows} axis={axis} values={values} />;
  }
  return <Lines rows={rows} axis={axis} values={values} filled={kind === "area"} />;
}

function number(row: Record<string, string>, column: string): number {
  const value = Number(row[column]);
  return Number.isFinite(value) ? value : 0;
}

function Legend({ values }: { values: string[] }) {
  return (
    <div class="line small">
      {values.map((value, i) => (
        <span key={value} class="line">
          <span class="dot" style={{ "--dot": PALETTE[i % PALETTE.length] } as CSSProperties} />
          {value}
        </span>
      ))}
    </div>
  );
}

interface LinesProps {
  rows: Record<string, string>[];
  axis: string;
  values: string[];
  filled: boolean;
}

function Lines({ rows, axis, values, filled }: LinesProps) {
  const most = Math.max(1e-9, ...rows.flatMap((row) => values.map((value) => number(row, value))));
  const point = (row: Record<string, string>, i: number, value: string) => `${(i / Math.max(1, rows.length - 1)) * 1000} ${300 - (number(row, value) / most) * 290}`;
  return (
    <div>
      <svg viewBox="0 0 1000 300" preserveAspectRatio="none" style={{ width: "100%", height: "280px" }} role="img" aria-label={t("Chart of {columns}", { columns: values.join(", ") })}>
        {values.map((value, i) => {
          const path = rows.map((row, k) => point(row, k, value)).join(" L");
          const color = PALETTE[i % PALETTE.length];
          return (
            <g key={value}>
              {filled && <path d={`M0 300 L${path} L1000 300 Z`} fill={color} opacity={0.25} />}
              <path d={`M${path}`} fill="none" stroke={color} stroke-width={2} vector-effect="non-scaling-stroke" />
            </g>
          );
        })}
      </svg>
      <div class="line spread small muted">
        <span>{rows[0]?.[axis]}</span>
        <span>{t("highest")}: {formatCount(most)}</span>
        <span>{rows[rows.length - 1]?.[axis]}</span>
      </div>
      <Legend values={values} />
    </div>
  );
}

function Bars({ rows, axis, values }: Omit<LinesProps, "filled">) {
  const most = values.map((value) => Math.max(1e-9, ...rows.map((row) => number(row, value))));
  return (
    <table>
      <thead>
        <tr>
          <th>{axis}</th>
          {values.map((value) => (
            <th key={value}>{value}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.slice(0, 60).map((row, i) => (
          <tr key={i}>
            <td>{row[axis]}</td>
            {values.map((value, k) => (
              <td key={value} class="heat" style={{ "--share": `${(number(row, value) / most[k]!) * 100}%` } as CSSProperties}>
                {row[value]}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Pie({ rows, axis, value }: { rows: Record<string, string>[]; axis: string; value: string }) {
  const sorted = [...rows].sort((a, b) => number(b, value) - number(a, value)).slice(0, 12);
  const total = sorted.reduce((sum, row) => sum + number(row, value), 0) || 1;
  let angle = -Math.PI / 2;
  return (
    <div class="line" style={{ alignItems: "center", gap: "24px" }}>
      <svg viewBox="-1.05 -1.05 2.1 2.1" style={{ width: "260px", height: "260px" }} role="img" aria-label={t("Chart of {columns}", { columns: value })}>
        {sorted.map((row, i) => {
          const sweep = (number(row, value) / total) * Math.PI * 2;
          const from = angle;
          angle += sweep;
          const large = sweep > Math.PI ? 1 : 0;
          const whole = sweep > 6.28;
          return whole ? (
            <circle key={i} r={1} fill={PALETTE[0]} />
          ) : (
            <path key={i} d={`M0 0 L${Math.cos(from)} ${Math.sin(from)} A1 1 0 ${large} 1 ${Math.cos(angle)} ${Math.sin(angle)} Z`} fill={`hsl(${(i * 137.5) % 360} 55% 52%)`} />
          );
        })}
      </svg>
      <table style={{ width: "auto" }}>
        <tbody>
          {sorted.map((row, i) => (
            <tr key={i}>
              <td>
                <span class="dot" style={{ "--dot": `hsl(${(i * 137.5) % 360} 55% 52%)` } as CSSProperties} /> {row[axis]}
              </td>
              <td class="number">{row[value]}</td>
              <td class="number">{((number(row, value) / total) * 100).toFixed(1)}%</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function ResultTable({ answer }: { answer: LogAnswer }) {
  return (
    <div style={{ overflow: "auto", maxHeight: "60vh" }}>
      <table>
        <thead>
          <tr>
            {answer.columns.map((column, i) => (
              <th key={column}>
                {column} <span class="muted small">{answer.types[i] ?? ""}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {answer.rows.slice(0, 1000).map((row, i) => (
            <tr key={i}>
              {answer.columns.map((column) => (
                <td key={column} class="mono">
                  {row[column]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
