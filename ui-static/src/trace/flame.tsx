// SPDX-License-Identifier: Apache-2.0
import type { CSSProperties } from "preact";
import { useLayoutEffect, useMemo, useState } from "preact/hooks";
import { t } from "../app/i18n";
import { setParams } from "../app/router";
import { theme, token } from "../app/theme";
import { Dot, useSize } from "../app/ui";
import { serviceColor, textOnService } from "../lib/color";
import { formatCount, formatDuration } from "../lib/format";
import { ERROR, type TraceColumns } from "./types";

const ROW = 20;

interface Props {
  columns: TraceColumns;
  zoom: [number, number];
  matches: Int32Array | null;
  onZoom: (from: number, to: number) => void;
}

/** Spans as boxes, and the operations by the time they took themselves. */
export function FlameView(props: Props) {
  return (
    <div class="flame">
      <Flame {...props} />
      <OperationTimes columns={props.columns} />
    </div>
  );
}

interface OperationTime {
  service: string;
  operation: string;
  count: number;
  self: number;
  total: number;
}

/** Time by service and operation; the largest own time first. */
export function operationTimes(columns: TraceColumns): OperationTime[] {
  const times = new Map<number, OperationTime>();
  for (let row = 0; row < columns.count; row++) {
    const key = columns.service[row]! * columns.operations.length + columns.operation[row]!;
    const time = times.get(key) ?? { service: columns.services[columns.service[row]!]!, operation: columns.operations[columns.operation[row]!]!, count: 0, self: 0, total: 0 };
    time.count++;
    time.self += columns.selfTime[row]!;
    time.total += columns.duration[row]!;
    times.set(key, time);
  }
  return [...times.values()].sort((a, b) => b.self - a.self);
}

/** The same as figures; a click looks for the operation. */
function OperationTimes({ columns }: { columns: TraceColumns }) {
  const times = useMemo(() => operationTimes(columns), [columns]);
  const most = Math.max(1, times[0]?.self ?? 1);
  return (
    <section class="card" aria-label={t("Operations")}>
      <table>
        <thead>
          <tr>
            <th>{t("Operation")}</th>
            <th class="number">{t("Self time")}</th>
            <th class="number">{t("Cumulative time")}</th>
            <th class="number">{t("Count")}</th>
          </tr>
        </thead>
        <tbody>
          {times.slice(0, 200).map((time) => (
            <tr key={`${time.service} ${time.operation}`} class="heat" style={{ "--share": `${(time.self / most) * 100}%` } as CSSProperties}>
              <td>
                <button type="button" class="plain" onClick={() => setParams({ uiFind: `"${time.operation}"` })}>
                  <Dot service={time.service} /> {time.service} {time.operation}
                </button>
              </td>
              <td class="number">{formatDuration(time.self)}</td>
              <td class="number">{formatDuration(time.total)}</td>
              <td class="number">{formatCount(time.count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** One level per row. Click zooms to a span, a second click opens it in the timeline. */
function Flame({ columns, zoom, matches, onZoom }: Props) {
  const [ref, size] = useSize<HTMLDivElement>();
  const [hover, setHover] = useState<{ row: number; x: number; y: number } | null>(null);
  const levels = useMemo(() => layout(columns), [columns]);
  const height = Math.min(4000, levels.depth * ROW + 8);
  const wanted = useMemo(() => (matches ? new Set(matches) : null), [matches]);
  useLayoutEffect(() => draw(ref.current?.querySelector("canvas") ?? null, columns, levels.level, zoom, size.width, height, wanted), [columns, levels, zoom[0], zoom[1], size.width, height, wanted, theme.value]);
  const rowAt = (event: MouseEvent) => {
    const box = ref.current!.getBoundingClientRect();
    const level = Math.floor((event.clientY - box.top - 4) / ROW);
    const micros = (zoom[0] + ((event.clientX - box.left) / box.width) * (zoom[1] - zoom[0])) * columns.durationMicros;
    const slack = ((zoom[1] - zoom[0]) * columns.durationMicros) / Math.max(1, box.width);
    for (let row = 0; row < columns.count; row++) {
      if (levels.level[row] === level && micros >= columns.start[row]! - slack && micros <= columns.start[row]! + columns.duration[row]! + slack) {
        return row;
      }
    }
    return -1;
  };
  return (
    <div
      class="chart"
      ref={ref}
      style={{ height: `${height}px`, cursor: "pointer" }}
      role="img"
      aria-label={t("Flame graph; the timeline holds the same spans")}
      onMouseMove={(event) => {
        const row = rowAt(event);
        const box = ref.current!.getBoundingClientRect();
        setHover(row < 0 ? null : { row, x: event.clientX - box.left, y: event.clientY - box.top });
      }}
      onMouseLeave={() => setHover(null)}
      onClick={(event) => {
        const row = rowAt(event);
        if (row >= 0) {
          onZoom(columns.start[row]! / columns.durationMicros, (columns.start[row]! + Math.max(1, columns.duration[row]!)) / columns.durationMicros);
        }
      }}
      onDblClick={(event) => {
        const row = rowAt(event);
        if (row >= 0) {
          setParams({ uiFind: columns.spanIds[row], view: undefined, zoom: undefined });
        }
      }}
    >
      <canvas width={size.width * devicePixelRatio} height={height * devicePixelRatio} />
      {hover && (
        <div class="tooltip" style={{ left: `${Math.min(hover.x + 10, Math.max(0, size.width - 280))}px`, top: `${hover.y + 14}px` }}>
          <strong>{columns.services[columns.service[hover.row]!]}</strong> {columns.operations[columns.operation[hover.row]!]}
          <br />
          {formatDuration(columns.duration[hover.row]!)} · {t("Self time")} {formatDuration(columns.selfTime[hover.row]!)}
        </div>
      )}
    </div>
  );
}

/** The lowest free level at or below the parent's, so that siblings that overlap do not cover each other. */
export function layout(columns: TraceColumns): { level: Int32Array; depth: number } {
  const level = new Int32Array(columns.count);
  const busyUntil: number[] = [];
  let depth = 0;
  for (let row = 0; row < columns.count; row++) {
    const parent = columns.parent[row]!;
    let candidate = parent < 0 ? 0 : level[parent]! + 1;
    while ((busyUntil[candidate] ?? Number.NEGATIVE_INFINITY) > columns.start[row]! && candidate - (parent < 0 ? 0 : level[parent]!) < 60) {
      candidate++;
    }
    level[row] = candidate;
    busyUntil[candidate] = Math.max(busyUntil[candidate] ?? 0, columns.start[row]! + columns.duration[row]!);
    depth = Math.max(depth, candidate + 1);
  }
  return { level, depth };
}

function draw(canvas: HTMLCanvasElement | null, columns: TraceColumns, level: Int32Array, zoom: [number, number], width: number, height: number, wanted: Set<number> | null): void {
  const context = canvas?.getContext("2d");
  if (!context || width === 0) {
    return;
  }
  context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
  context.clearRect(0, 0, width, height);
  context.font = "11px system-ui";
  context.textBaseline = "middle";
  const scale = width / ((zoom[1] - zoom[0]) * (columns.durationMicros || 1));
  const origin = zoom[0] * columns.durationMicros;
  const colors = columns.services.map(serviceColor);
  const texts = columns.services.map(textOnService);
  for (let row = 0; row < columns.count; row++) {
    const x = (columns.start[row]! - origin) * scale;
    const box = Math.max(1, columns.duration[row]! * scale);
    if (x + box < 0 || x > width) {
      continue;
    }
    context.globalAlpha = wanted && !wanted.has(row) ? 0.25 : 1;
    context.fillStyle = colors[columns.service[row]!]!;
    context.fillRect(x, 4 + level[row]! * ROW, Math.max(1, box - 0.5), ROW - 2);
    if (columns.flags[row]! & ERROR) {
      context.fillStyle = token("error");
      context.fillRect(x, 4 + level[row]! * ROW + ROW - 5, Math.max(1, box - 0.5), 3);
    }
    if (box > 40) {
      context.fillStyle = texts[columns.service[row]!]!;
      const left = Math.max(2, x + 4);
      const room = Math.floor((x + box - left) / 6.2);
      const text = `${columns.services[columns.service[row]!]} ${columns.operations[columns.operation[row]!]}`;
      context.fillText(text.length > room ? text.slice(0, Math.max(0, room - 1)) : text, left, 4 + level[row]! * ROW + ROW / 2 - 1);
    }
  }
  context.globalAlpha = 1;
}
