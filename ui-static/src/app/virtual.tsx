// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

/** A list that draws only the rows in view. Row heights are known beforehand; `offsets[i]` is the top of row `i`, its last entry the end. */
export interface VirtualListProps {
  count: number;
  /** Height of a row in pixels; or use `offsetOf` for rows of different heights. */
  rowHeight: number;
  /** Extra heights: top of row `i`, and of the end for `i === count`. */
  offsetOf?: (index: number) => number;
  height: number | string;
  row: (index: number, top: number) => ComponentChildren;
  /** Scrolls to this row when it changes. */
  reveal?: number | undefined;
  label: string;
  onKeyDown?: (event: KeyboardEvent) => void;
}

const OVERSCAN = 12;

export function VirtualList(props: VirtualListProps) {
  const root = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 800 });
  const offset = props.offsetOf ?? ((index: number) => index * props.rowHeight);
  useEffect(() => {
    const element = root.current!;
    const update = () => setView({ top: element.scrollTop, height: element.clientHeight });
    const observer = new ResizeObserver(update);
    observer.observe(element);
    element.addEventListener("scroll", update, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", update);
    };
  }, []);
  useEffect(() => {
    const element = root.current;
    if (element && props.reveal !== undefined && props.reveal >= 0) {
      const top = offset(props.reveal);
      if (top < element.scrollTop || top > element.scrollTop + element.clientHeight - props.rowHeight * 2) {
        element.scrollTop = Math.max(0, top - element.clientHeight / 3);
      }
    }
  }, [props.reveal]);
  const first = Math.max(0, indexAt(offset, props.count, view.top) - OVERSCAN);
  const last = Math.min(props.count, indexAt(offset, props.count, view.top + view.height) + OVERSCAN);
  const rows = [];
  for (let i = first; i < last; i++) {
    rows.push(props.row(i, offset(i)));
  }
  return (
    <div class="virtual" ref={root} style={{ height: props.height }} tabIndex={0} role="region" aria-label={props.label} onKeyDown={props.onKeyDown}>
      <div style={{ height: `${offset(props.count)}px` }}>{rows}</div>
    </div>
  );
}

/** The row at a height, by bisection. */
export function indexAt(offset: (index: number) => number, count: number, y: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (offset(middle + 1) <= y) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
