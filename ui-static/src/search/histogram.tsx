// SPDX-License-Identifier: Apache-2.0
import { useMemo, useState } from "preact/hooks";
import type { Summary } from "../api/summaries";
import { t } from "../app/i18n";
import { useSize } from "../app/ui";
import { formatDuration } from "../lib/format";
import { quantile } from "../lib/ticks";

/** Bars of equal ratio between the shortest and the longest duration. */
export interface Bin {
  from: number;
  to: number;
  count: number;
  errors: number;
}

export function durationBins(rows: Summary[], count: number): Bin[] {
  const durations = rows.map((row) => Math.max(1, row.durationMicros));
  const low = Math.min(...durations);
  const high = Math.max(...durations, low * 1.01);
  const ratio = (high / low) ** (1 / count);
  const bins: Bin[] = Array.from({ length: count }, (_, i) => ({ from: low * ratio ** i, to: low * ratio ** (i + 1), count: 0, errors: 0 }));
  rows.forEach((row, i) => {
    const bin = bins[Math.min(count - 1, Math.floor(Math.log(durations[i]! / low) / Math.log(ratio)))]!;
    bin.count++;
    bin.errors += row.errors > 0 ? 1 : 0;
  });
  return bins;
}

/** How long traces took, with percentiles. Drag over bars to narrow the search to their durations. */
export function DurationHistogram({ rows, onBrush }: { rows: Summary[]; onBrush: (from: number, to: number) => void }) {
  const [ref, size] = useSize<HTMLDivElement>();
  const [drag, setDrag] = useState<{ from: number; to: number } | null>(null);
  const count = Math.max(8, Math.min(40, Math.floor(size.width / 14)));
  const bins = useMemo(() => durationBins(rows, count), [rows, count]);
  const sorted = useMemo(() => rows.map((row) => row.durationMicros).sort((a, b) => a - b), [rows]);
  const highest = Math.max(...bins.map((bin) => bin.count), 1);
  const at = (event: PointerEvent) => {
    const box = ref.current!.getBoundingClientRect();
    return Math.max(0, Math.min(count - 1, Math.floor(((event.clientX - box.left) / box.width) * count)));
  };
  return (
    <div>
      <div
        class="chart"
        ref={ref}
        style={{ height: "158px", cursor: "crosshair" }}
        role="img"
        aria-label={t("Histogram of durations")}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          setDrag({ from: at(event), to: at(event) });
        }}
        onPointerMove={(event) => drag && setDrag({ ...drag, to: at(event) })}
        onPointerUp={() => {
          if (drag) {
            const [low, high] = [Math.min(drag.from, drag.to), Math.max(drag.from, drag.to)];
            setDrag(null);
            onBrush(bins[low]!.from, bins[high]!.to);
          }
        }}
      >
        <svg width="100%" height="100%" viewBox={`0 0 ${count} 100`} preserveAspectRatio="none">
          {bins.map((bin, i) => (
            <g key={i}>
              <rect x={i + 0.08} width={0.84} y={100 - (bin.count / highest) * 96} height={(bin.count / highest) * 96} fill="var(--accent)" opacity={drag && i >= Math.min(drag.from, drag.to) && i <= Math.max(drag.from, drag.to) ? 1 : 0.65}>
                <title>{`${formatDuration(bin.from)} – ${formatDuration(bin.to)}: ${bin.count}`}</title>
              </rect>
              {bin.errors > 0 && <rect x={i + 0.08} width={0.84} y={100 - (bin.errors / highest) * 96} height={(bin.errors / highest) * 96} fill="var(--error)" />}
            </g>
          ))}
        </svg>
      </div>
      <div class="line spread small muted">
        <span>{formatDuration(sorted[0] ?? 0)}</span>
        <span>{formatDuration(sorted[sorted.length - 1] ?? 0)}</span>
      </div>
      <div class="line spread small muted">
        {[0.5, 0.9, 0.99].map((q) => (
          <span key={q}>
            p{q * 100} <strong>{formatDuration(quantile(sorted, q))}</strong>
          </span>
        ))}
      </div>
    </div>
  );
}
