// SPDX-License-Identifier: Apache-2.0
import type { TraceColumns } from "./types";

/** A stretch of time during which one span decides when the trace ends. Microseconds from the trace's start. */
export interface Section {
  row: number;
  from: number;
  to: number;
}

/**
 * The critical path of the first root: from its end backwards, always into the child that finished last before the present moment. Jaeger
 * defines it this way. A loop, so that deep chains are fine.
 */
export function criticalPath(columns: TraceColumns): Section[] {
  if (columns.count === 0) {
    return [];
  }
  const sections: Section[] = [];
  const end = (row: number) => Math.min(columns.start[row]! + columns.duration[row]!, limit(columns, row));
  const children = childrenByEnd(columns);
  let row = 0;
  let cursor = end(0);
  for (;;) {
    const child = takeLastBefore(children[row], cursor, end);
    if (child !== undefined) {
      push(sections, row, end(child), cursor);
      cursor = end(child);
      row = child;
    } else {
      push(sections, row, columns.start[row]!, cursor);
      cursor = Math.min(cursor, columns.start[row]!);
      const parent = columns.parent[row]!;
      if (parent < 0) {
        return sections.reverse();
      }
      row = parent;
    }
  }
}

function push(sections: Section[], row: number, from: number, to: number): void {
  if (to > from) {
    sections.push({ row, from, to });
  }
}

/** A child that outlives its parent counts up to the parent's end only. */
function limit(columns: TraceColumns, row: number): number {
  const parent = columns.parent[row]!;
  return parent < 0 ? Number.POSITIVE_INFINITY : columns.start[parent]! + columns.duration[parent]!;
}

function childrenByEnd(columns: TraceColumns): (number[] | undefined)[] {
  const children: (number[] | undefined)[] = [];
  for (let row = 0; row < columns.count; row++) {
    const parent = columns.parent[row]!;
    if (parent >= 0) {
      (children[parent] ??= []).push(row);
    }
  }
  for (const list of children) {
    list?.sort((a, b) => columns.start[a]! + columns.duration[a]! - columns.start[b]! - columns.duration[b]!);
  }
  return children;
}

/** Removes and returns the last child that ends at or before the cursor; later ones can't matter any more. */
function takeLastBefore(list: number[] | undefined, cursor: number, end: (row: number) => number): number | undefined {
  while (list && list.length > 0) {
    const child = list.pop()!;
    if (end(child) <= cursor) {
      return child;
    }
  }
  return undefined;
}

/** The sections of a row and of the hidden ones below it, from a list sorted by row: a collapsed span shows its descendants' part too. */
export function sectionsWithin(sorted: Section[], row: number, size: number): Section[] {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]!.row < row) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  let end = low;
  while (end < sorted.length && sorted[end]!.row < row + size && end - low < 500) {
    end++;
  }
  return sorted.slice(low, end);
}
