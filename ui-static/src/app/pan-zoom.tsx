// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { t } from "./i18n";
import { useSize } from "./ui";

const READABLE = 0.3;

interface PanZoomProps {
  width: number;
  height: number;
  label: string;
  /** What shows at first when not everything can. */
  first?: { x: number; y: number } | undefined;
  children: ComponentChildren;
}

const MARGIN = 8;

/** Where content starts: in the middle if there is room, else so that the wanted place shows. */
function offset(room: number, content: number, wanted: number): number {
  return content <= room ? Math.max(MARGIN, (room - content) / 2) : Math.min(MARGIN, Math.max(room - content - MARGIN, room / 2 - wanted));
}

/** An SVG that pans by dragging and zooms by wheel or buttons. Content has its own size. */
export function PanZoom({ width, height, label, first, children }: PanZoomProps) {
  const [ref, size] = useSize<HTMLDivElement>();
  const [view, setView] = useState({ x: 0, y: 0, scale: 1 });
  const [drag, setDrag] = useState<{ x: number; y: number } | null>(null);
  const fit = (least = 0) => {
    const scale = Math.max(least, Math.min(1.2, size.width / Math.max(1, width), size.height / Math.max(1, height)) || 1);
    setView({ x: offset(size.width, width * scale, (first?.x ?? 0) * scale), y: offset(size.height, height * scale, (first?.y ?? 0) * scale), scale });
  };
  // What does not fit starts at its first node, large enough to read.
  useEffect(() => fit(READABLE), [size.width, size.height, width, height]);
  const zoom = (factor: number, x = size.width / 2, y = size.height / 2) =>
    setView((old) => {
      const scale = Math.max(0.05, Math.min(4, old.scale * factor));
      return { x: x - ((x - old.x) * scale) / old.scale, y: y - ((y - old.y) * scale) / old.scale, scale };
    });
  return (
    <div ref={ref} style={{ position: "relative", height: "max(360px, calc(100vh - 200px))" }}>
      <svg
        class="graph"
        style={{ height: "100%" }}
        role="group"
        aria-label={label}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          setDrag({ x: event.clientX, y: event.clientY });
        }}
        onPointerMove={(event) => {
          if (drag) {
            setView((old) => ({ ...old, x: old.x + event.clientX - drag.x, y: old.y + event.clientY - drag.y }));
            setDrag({ x: event.clientX, y: event.clientY });
          }
        }}
        onPointerUp={() => setDrag(null)}
        onWheel={(event) => {
          event.preventDefault();
          const box = event.currentTarget.getBoundingClientRect();
          zoom(event.deltaY < 0 ? 1.12 : 1 / 1.12, event.clientX - box.left, event.clientY - box.top);
        }}
      >
        <defs>
          <marker id="arrow" viewBox="0 0 10 10" refX="9" refY="5" markerUnits="userSpaceOnUse" markerWidth="10" markerHeight="10" orient="auto-start-reverse">
            <path d="M0 0 L10 5 L0 10 z" />
          </marker>
        </defs>
        <g transform={`translate(${view.x} ${view.y}) scale(${view.scale})`}>{children}</g>
      </svg>
      <div class="line" style={{ position: "absolute", right: "10px", bottom: "10px" }}>
        <button type="button" aria-label={t("Zoom in")} onClick={() => zoom(1.25)}>
          +
        </button>
        <button type="button" aria-label={t("Zoom out")} onClick={() => zoom(0.8)}>
          −
        </button>
        <button type="button" onClick={() => fit()}>
          {t("Fit")}
        </button>
      </div>
    </div>
  );
}

/** A smooth line through points. */
export function curve(points: { x: number; y: number }[]): string {
  const [first, ...rest] = points;
  if (!first) {
    return "";
  }
  let path = `M${first.x} ${first.y}`;
  for (let i = 0; i < rest.length; i++) {
    const point = rest[i]!;
    const next = rest[i + 1];
    path += next ? ` Q${point.x} ${point.y} ${(point.x + next.x) / 2} ${(point.y + next.y) / 2}` : ` L${point.x} ${point.y}`;
  }
  return path;
}
