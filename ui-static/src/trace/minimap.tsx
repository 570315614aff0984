// SPDX-License-Identifier: Apache-2.0
import { useLayoutEffect, useState } from "preact/hooks";
import { serviceColor } from "../lib/color";
import { t } from "../app/i18n";
import { theme, token } from "../app/theme";
import { useSize } from "../app/ui";
import { ERROR, type TraceColumns } from "./types";

interface Props {
  columns: TraceColumns;
  zoom: [number, number];
  onZoom: (from: number, to: number) => void;
}

/** All spans at once by the colour of their service; drag to zoom, double-click for the whole trace. */
export function Minimap({ columns, zoom, onZoom }: Props) {
  const [ref, size] = useSize<HTMLDivElement>();
  const [drag, setDrag] = useState<[number, number] | null>(null);
  useLayoutEffect(() => draw(ref.current?.querySelector("canvas") ?? null, columns, size.width, size.height), [columns, size.width, size.height, theme.value]);
  const at = (event: PointerEvent) => {
    const box = ref.current!.getBoundingClientRect();
    return Math.max(0, Math.min(1, (event.clientX - box.left) / box.width));
  };
  const [from, to] = drag ? [Math.min(...drag), Math.max(...drag)] : zoom;
  return (
    <div
      class="chart minimap"
      ref={ref}
      role="img"
      aria-label={t("Overview of the trace; drag to zoom")}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setDrag([at(event), at(event)]);
      }}
      onPointerMove={(event) => drag && setDrag([drag[0], at(event)])}
      onPointerUp={() => {
        if (drag && Math.abs(drag[1] - drag[0]) > 0.003) {
          onZoom(Math.min(...drag), Math.max(...drag));
        }
        setDrag(null);
      }}
      onDblClick={() => onZoom(0, 1)}
    >
      <canvas width={size.width * devicePixelRatio} height={size.height * devicePixelRatio} />
      <Shade left={0} right={1 - from} />
      <Shade left={to} right={0} />
    </div>
  );
}

function Shade({ left, right }: { left: number; right: number }) {
  return <div style={{ position: "absolute", top: 0, bottom: 0, left: `${left * 100}%`, right: `${right * 100}%`, background: "var(--muted)", opacity: 0.28, pointerEvents: "none" }} />;
}

function draw(canvas: HTMLCanvasElement | null, columns: TraceColumns, width: number, height: number): void {
  const context = canvas?.getContext("2d");
  if (!context || width === 0) {
    return;
  }
  context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
  context.clearRect(0, 0, width, height);
  const total = columns.durationMicros || 1;
  const rowHeight = Math.max(0.5, Math.min(5, (height - 4) / Math.max(1, columns.count)));
  const step = Math.max(1, Math.floor(columns.count / 20_000));
  const colors = columns.services.map(serviceColor);
  const error = token("error");
  for (let row = 0; row < columns.count; row += step) {
    const y = 2 + (row / columns.count) * Math.min(height - 4, columns.count * rowHeight);
    context.fillStyle = columns.flags[row]! & ERROR ? error : colors[columns.service[row]!]!;
    context.fillRect((columns.start[row]! / total) * width, y, Math.max(1, (columns.duration[row]! / total) * width), Math.max(1, rowHeight - 0.5));
  }
}
