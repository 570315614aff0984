// SPDX-License-Identifier: Apache-2.0
import type { TraceColumns } from "./types";

/** Rows that show while the descendants of the collapsed ones are hidden, in order. */
export function visibleRows(columns: TraceColumns, collapsed: ReadonlySet<number>, keep?: Uint8Array): Uint32Array {
  const rows = new Uint32Array(columns.count);
  let size = 0;
  for (let row = 0; row < columns.count; ) {
    if (!keep || keep[row]) {
      rows[size++] = row;
    }
    row += collapsed.has(row) ? columns.subtree[row]! : 1;
  }
  return rows.slice(0, size);
}

/** Every row that has children. */
export function collapseAll(columns: TraceColumns): Set<number> {
  const all = new Set<number>();
  for (let row = 0; row < columns.count; row++) {
    if (columns.subtree[row]! > 1) {
      all.add(row);
    }
  }
  return all;
}

/** Collapses the deepest level that is open; opens the highest one that is closed. */
export function collapseOneLevel(columns: TraceColumns, collapsed: ReadonlySet<number>): Set<number> {
  let deepest = -1;
  for (const row of visibleRows(columns, collapsed)) {
    if (columns.subtree[row]! > 1 && !collapsed.has(row)) {
      deepest = Math.max(deepest, columns.depth[row]!);
    }
  }
  const next = new Set(collapsed);
  for (let row = 0; row < columns.count; row++) {
    if (columns.depth[row] === deepest && columns.subtree[row]! > 1) {
      next.add(row);
    }
  }
  return next;
}

export function expandOneLevel(columns: TraceColumns, collapsed: ReadonlySet<number>): Set<number> {
  let highest = Number.POSITIVE_INFINITY;
  for (const row of collapsed) {
    highest = Math.min(highest, columns.depth[row]!);
  }
  return new Set([...collapsed].filter((row) => columns.depth[row] !== highest));
}

/** The rows to keep so that matches show with their ancestors. */
export function withAncestors(columns: TraceColumns, matches: ArrayLike<number>): Uint8Array {
  const keep = new Uint8Array(columns.count);
  for (let i = 0; i < matches.length; i++) {
    for (let row = matches[i]!; row >= 0 && !keep[row]; row = columns.parent[row]!) {
      keep[row] = 1;
    }
  }
  return keep;
}
