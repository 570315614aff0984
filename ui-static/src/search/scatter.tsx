// SPDX-License-Identifier: Apache-2.0
import { useLayoutEffect, useMemo, useState } from "preact/hooks";
import type { Summary } from "../api/summaries";
import { t } from "../app/i18n";
import { theme, token } from "../app/theme";
import { useSize } from "../app/ui";
import { formatDuration, formatTick } from "../lib/format";
import { logTicks, niceTicks } from "../lib/ticks";

const PAD = { left: 62, right: 12, top: 10, bottom: 22 };

/** A region of the plot, in data units. */
export interface Region {
  startMicros: number;
  endMicros: number;
  minDuration: number;
  maxDuration: number;
}

interface Props {
  rows: Summary[];
  onOpen: (traceId: string) => void;
  onBrush: (region: Region) => void;
}

/** Start against duration, on a logarithmic axis; dots grow with the number of spans and are red with errors. Drag to narrow, click to open. */
export function Scatter({ rows, onOpen, onBrush }: Props) {
  const [ref, size] = useSize<HTMLDivElement>();
  const [hover, setHover] = useState<{ row: Summary; x: number; y: number } | null>(null);
  const [drag, setDrag] = useState<{ x0: number; y0: number; x1: number; y1: number } | null>(null);
  const scale = useMemo(() => scales(rows, size.width, size.height), [rows, size.width, size.height]);
  useLayoutEffect(() => draw(ref.current?.querySelector("canvas") ?? null, rows, scale, size), [rows, scale, theme.value]);
  const at = (event: PointerEvent) => {
    const box = ref.current!.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const nearest = (x: number, y: number) => nearestRow(rows, scale, x, y);
  return (
    <div
      class="chart"
      ref={ref}
      style={{ height: "200px" }}
      role="img"
      aria-label={t("{count} traces by start time and duration; the list below holds the same", { count: rows.length })}
      onPointerMove={(event) => {
        const { x, y } = at(event);
        if (drag) {
          setDrag({ ...drag, x1: x, y1: y });
          return;
        }
        const row = nearest(x, y);
        setHover(row ? { row, x, y } : null);
      }}
      onPointerLeave={() => setHover(null)}
      onPointerDown={(event) => {
        const { x, y } = at(event);
        event.currentTarget.setPointerCapture(event.pointerId);
        setDrag({ x0: x, y0: y, x1: x, y1: y });
      }}
      onPointerUp={() => {
        if (!drag) {
          return;
        }
        setDrag(null);
        if (Math.abs(drag.x1 - drag.x0) < 5 && Math.abs(drag.y1 - drag.y0) < 5) {
          const row = nearest(drag.x0, drag.y0);
          if (row) {
            onOpen(row.traceId);
          }
        } else {
          onBrush(scale.region(drag));
        }
      }}
    >
      <canvas width={size.width * devicePixelRatio} height={size.height * devicePixelRatio} />
      {drag && (
        <div
          style={{
            position: "absolute",
            left: `${Math.min(drag.x0, drag.x1)}px`,
            top: `${Math.min(drag.y0, drag.y1)}px`,
            width: `${Math.abs(drag.x1 - drag.x0)}px`,
            height: `${Math.abs(drag.y1 - drag.y0)}px`,
            background: "var(--accent)",
            opacity: 0.2,
          }}
        />
      )}
      {hover && !drag && (
        <div class="tooltip" style={{ left: `${Math.min(hover.x + 12, Math.max(0, size.width - 260))}px`, top: `${hover.y + 12}px` }}>
          <strong>
            {hover.row.rootService}: {hover.row.rootOperation}
          </strong>
          <br />
          {formatDuration(hover.row.durationMicros)} · {t("{count} spans", { count: hover.row.spans })}
          {hover.row.errors > 0 && ` · ${t("{count} errors", { count: hover.row.errors })}`}
        </div>
      )}
    </div>
  );
}

interface Scales {
  x: (micros: number) => number;
  y: (duration: number) => number;
  region: (drag: { x0: number; y0: number; x1: number; y1: number }) => Region;
  bounds: Region;
}

function scales(rows: Summary[], width: number, height: number): Scales {
  let from = Number.POSITIVE_INFINITY;
  let to = 0;
  let low = Number.POSITIVE_INFINITY;
  let high = 1;
  for (const row of rows) {
    from = Math.min(from, row.startMicros);
    to = Math.max(to, row.startMicros);
    low = Math.min(low, Math.max(1, row.durationMicros));
    high = Math.max(high, row.durationMicros);
  }
  const slack = Math.max(1_000_000, (to - from) * 0.02);
  const bounds = { startMicros: from - slack, endMicros: to + slack, minDuration: low / 1.3, maxDuration: high * 1.3 };
  const plotWidth = Math.max(1, width - PAD.left - PAD.right);
  const plotHeight = Math.max(1, height - PAD.top - PAD.bottom);
  const logLow = Math.log(Math.max(0.5, bounds.minDuration));
  const logSpan = Math.log(bounds.maxDuration) - logLow || 1;
  const timeSpan = bounds.endMicros - bounds.startMicros;
  const time = (x: number) => bounds.startMicros + ((x - PAD.left) / plotWidth) * timeSpan;
  const duration = (y: number) => Math.exp(logLow + ((PAD.top + plotHeight - y) / plotHeight) * logSpan);
  return {
    x: (micros) => PAD.left + ((micros - bounds.startMicros) / timeSpan) * plotWidth,
    y: (value) => PAD.top + plotHeight - ((Math.log(Math.max(1, value)) - logLow) / logSpan) * plotHeight,
    region: (drag) => ({
      startMicros: Math.round(time(Math.min(drag.x0, drag.x1))),
      endMicros: Math.round(time(Math.max(drag.x0, drag.x1))),
      minDuration: duration(Math.max(drag.y0, drag.y1)),
      maxDuration: duration(Math.min(drag.y0, drag.y1)),
    }),
    bounds,
  };
}

function nearestRow(rows: Summary[], scale: Scales, x: number, y: number): Summary | null {
  let best: Summary | null = null;
  let distance = 14 * 14;
  for (const row of rows) {
    const dx = scale.x(row.startMicros) - x;
    const dy = scale.y(row.durationMicros) - y;
    if (dx * dx + dy * dy < distance) {
      distance = dx * dx + dy * dy;
      best = row;
    }
  }
  return best;
}

function draw(canvas: HTMLCanvasElement | null, rows: Summary[], scale: Scales, size: { width: number; height: number }): void {
  const context = canvas?.getContext("2d");
  if (!context || size.width === 0) {
    return;
  }
  context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
  context.clearRect(0, 0, size.width, size.height);
  context.font = "11px system-ui";
  context.fillStyle = token("muted");
  context.strokeStyle = token("line");
  context.lineWidth = 1;
  context.textAlign = "right";
  for (const tick of logTicks(scale.bounds.minDuration, scale.bounds.maxDuration)) {
    line(context, PAD.left, scale.y(tick), size.width - PAD.right, scale.y(tick));
    context.fillText(formatDuration(tick), PAD.left - 6, scale.y(tick) + 4);
  }
  context.textAlign = "center";
  const span = scale.bounds.endMicros - scale.bounds.startMicros;
  for (const tick of niceTicks(scale.bounds.startMicros, scale.bounds.endMicros, Math.max(2, size.width / 130))) {
    const half = context.measureText(formatTick(tick, span)).width / 2;
    context.fillText(formatTick(tick, span), Math.min(scale.x(tick), size.width - half), size.height - 6);
  }
  context.globalAlpha = 0.75;
  for (const row of rows) {
    context.fillStyle = token(row.errors > 0 ? "error" : "accent");
    context.beginPath();
    context.arc(scale.x(row.startMicros), scale.y(row.durationMicros), Math.min(11, 3 + Math.sqrt(row.spans) / 3), 0, 7);
    context.fill();
  }
  context.globalAlpha = 1;
}

function line(context: CanvasRenderingContext2D, x0: number, y0: number, x1: number, y1: number): void {
  context.beginPath();
  context.moveTo(x0, y0);
  context.lineTo(x1, y1);
  context.stroke();
}
