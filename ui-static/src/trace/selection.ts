// SPDX-License-Identifier: Apache-2.0
import { parseDuration } from "../lib/format";
import { decodeServices, defaultHidden } from "./service-filter";
import type { TraceColumns } from "./types";
import { withAncestors } from "./visible";

/** What of a trace the timeline shows. All of it lives in the URL. */
export interface Selection {
  /** Matches of the search with what is above them. */
  onlyMatches: boolean;
  /** Hidden with everything below them. */
  hiddenServices: ReadonlySet<string>;
  /** Shorter spans are hidden, unless a longer one is below them. */
  leastMicros: number;
  /** Repeated siblings show as one row. */
  groupRepeats: boolean;
  /** The span whose subtree alone shows; -1 for all. */
  root: number;
}

export function sortedServices(columns: TraceColumns): string[] {
  return [...columns.services].sort();
}

export function readSelection(params: URLSearchParams, columns: TraceColumns): Selection {
  const services = sortedServices(columns);
  const filter = params.get("svcFilter");
  return {
    onlyMatches: params.get("only") === "matches",
    hiddenServices: filter === null ? defaultHidden(services) : decodeServices(services, filter),
    leastMicros: parseDuration(params.get("least") ?? "") ?? 0,
    groupRepeats: params.get("group") === "repeats",
    root: params.has("root") ? columns.spanIds.indexOf(params.get("root")!) : -1,
  };
}

/** Rows to keep, and how many spans below a row are left out. */
export interface Kept {
  keep: Uint8Array;
  hidden: Uint32Array;
}

/** Null when everything shows. `ungrouped` holds the first rows of runs of repeats that were opened. */
export function select(columns: TraceColumns, selection: Selection, matches: Int32Array | null, ungrouped: ReadonlySet<number>): Kept | null {
  const onlyMatches = selection.onlyMatches && matches !== null;
  if (!onlyMatches && selection.hiddenServices.size === 0 && selection.leastMicros === 0 && !selection.groupRepeats && selection.root < 0) {
    return null;
  }
  const keep = new Uint8Array(columns.count).fill(1);
  const hidden = new Uint32Array(columns.count);
  const intersect = (other: Uint8Array) => keep.forEach((value, row) => (keep[row] = value & other[row]!));
  if (onlyMatches) {
    intersect(withAncestors(columns, matches));
  }
  if (selection.leastMicros > 0) {
    const long: number[] = [];
    columns.duration.forEach((duration, row) => duration >= selection.leastMicros && long.push(row));
    intersect(withAncestors(columns, long));
  }
  if (selection.root >= 0) {
    keep.fill(0, 0, selection.root);
    keep.fill(0, selection.root + columns.subtree[selection.root]!);
  }
  if (selection.groupRepeats) {
    hideRepeats(columns, keep, ungrouped);
  }
  hideServices(columns, selection.hiddenServices, keep, hidden);
  return { keep, hidden };
}

/** Leaves the first of each run; the rest goes with what is below it. */
function hideRepeats(columns: TraceColumns, keep: Uint8Array, ungrouped: ReadonlySet<number>): void {
  for (let row = 0; row < columns.count; row++) {
    if (columns.repeats[row] === 0 || ungrouped.has(row)) {
      continue;
    }
    let next = row;
    for (let left = columns.repeats[row]!; left > 0; left--) {
      const end = next + columns.subtree[next]!;
      if (next !== row) {
        keep.fill(0, next, end);
      }
      next = end;
    }
  }
}

/** Roots always stay, so that there is a trace to look at. */
function hideServices(columns: TraceColumns, services: ReadonlySet<string>, keep: Uint8Array, hidden: Uint32Array): void {
  const ids = columns.services.map((name) => services.has(name));
  for (let row = 0; services.size > 0 && row < columns.count; ) {
    const parent = columns.parent[row]!;
    if (parent >= 0 && ids[columns.service[row]!]) {
      const end = row + columns.subtree[row]!;
      keep.fill(0, row, end);
      hidden[parent]! += end - row;
      row = end;
    } else {
      row++;
    }
  }
}
