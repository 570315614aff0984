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
  /** `region` by default. */
  role?: "region" | "rowgroup";
  onKeyDown?: (event: KeyboardEvent) => void;
}

const OVERSCAN = 8;
/** The window moves by this many rows at a time, so that most scroll events draw nothing at all. */
const STEP = 6;

function roundDown(index: number): number {
  return index - (index % STEP);
}

export function VirtualList(props: VirtualListProps) {
  const root = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<View>({ top: 0, height: 800 });
  const latest = useRef(props);
  latest.current = props;
  const offset = props.offsetOf ?? ((index: number) => index * props.rowHeight);
  useEffect(() => {
    const element = root.current!;
    const update = () => {
      const next = { top: element.scrollTop, height: element.clientHeight };
      setView((old) => (sameWindow(latest.current, old, next) ? old : next));
    };
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
  const [first, last] = windowOf(props, view);
  // Scrolling draws this list anew with the same properties: the rows of the last time are the same objects, which Preact passes over.
  const known = useRef<{ of: unknown; rows: Map<number, ComponentChildren> }>({ of: null, rows: new Map() });
  const before = known.current.of === props.row ? known.current.rows : new Map<number, ComponentChildren>();
  const rows = new Map<number, ComponentChildren>();
  for (let i = first; i < last; i++) {
    rows.set(i, before.get(i) ?? props.row(i, offset(i)));
  }
  known.current = { of: props.row, rows };
  return (
    <div class="virtual" ref={root} style={{ height: props.height }} tabIndex={0} role={props.role ?? "region"} aria-label={props.label} onKeyDown={props.onKeyDown}>
      <div style={{ height: `${offset(props.count)}px` }}>{[...rows.values()]}</div>
    </div>
  );
}

interface View {
  top: number;
  height: number;
}

function windowOf(props: VirtualListProps, view: View): [number, number] {
  const offset = props.offsetOf ?? ((index: number) => index * props.rowHeight);
  const first = roundDown(indexAt(offset, props.count, view.top) - OVERSCAN);
  const last = roundDown(indexAt(offset, props.count, view.top + view.height) + OVERSCAN + STEP);
  return [Math.max(0, first), Math.min(props.count, last)];
}

function sameWindow(props: VirtualListProps, a: View, b: View): boolean {
  const [firstA, lastA] = windowOf(props, a);
  const [firstB, lastB] = windowOf(props, b);
  return firstA === firstB && lastA === lastB;
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
