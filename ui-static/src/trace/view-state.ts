// SPDX-License-Identifier: Apache-2.0
import { route, setParams } from "../app/router";
import type { TraceColumns } from "./types";

/** Which view of the trace shows, and what of it; all of it lives in the URL, so that a copied address shows the same. */
export type ViewName = "timeline" | "graph" | "statistics" | "table" | "flame" | "logs" | "genai";

export const VIEWS: ReadonlyArray<readonly [ViewName, string]> = [
  ["timeline", "Timeline"],
  ["graph", "Graph"],
  ["statistics", "Statistics"],
  ["table", "Spans"],
  ["flame", "Flame graph"],
  ["logs", "Events"],
  ["genai", "Model calls"],
];

/** The views that a trace has. */
export function viewsOf(columns: TraceColumns): ReadonlyArray<readonly [ViewName, string]> {
  return VIEWS.filter(([name]) => name !== "genai" || columns.genAi);
}

/** The view of the address. A trace of model calls shows them at first, unless the address looks for something in it. */
export function currentView(columns: TraceColumns): ViewName {
  const wanted = route.value.params.get("view");
  const first = columns.genAi && !route.value.params.has("uiFind") ? "genai" : "timeline";
  return viewsOf(columns).find(([name]) => name === wanted)?.[0] ?? first;
}

/** Zoomed part of the trace as shares of its duration. */
export function currentZoom(): [number, number] {
  const [from, to] = (route.value.params.get("zoom") ?? "").split("-").map(Number);
  return from !== undefined && to !== undefined && from >= 0 && to <= 1 && from < to ? [from, to] : [0, 1];
}

export function setZoom(from: number, to: number): void {
  const whole = from <= 0 && to >= 1;
  setParams({ zoom: whole ? undefined : `${Math.max(0, from).toFixed(5)}-${Math.min(1, to).toFixed(5)}` });
}

const LONGEST = 1500;

/**
 * The collapsed rows for the URL: `1.a.2f` names them in base 36, `-1.a` all but them, `-` all. Null when none are, or when there are too many to
 * name in an address.
 */
export function encodeCollapsed(columns: TraceColumns, collapsed: ReadonlySet<number>): string | null {
  if (collapsed.size === 0) {
    return null;
  }
  const open: number[] = [];
  for (let row = 0; row < columns.count; row++) {
    if (columns.subtree[row]! > 1 && !collapsed.has(row)) {
      open.push(row);
    }
  }
  const exceptions = open.length < collapsed.size;
  const rows = exceptions ? open : [...collapsed].sort((a, b) => a - b);
  if (rows.length > LONGEST) {
    return null;
  }
  const text = (exceptions ? "-" : "") + rows.map((row) => row.toString(36)).join(".");
  return text.length > LONGEST ? null : text;
}

/** The rows that {@link encodeCollapsed} named; those that are no parents in this trace are left out. */
export function decodeCollapsed(columns: TraceColumns, text: string | null): Set<number> {
  if (!text) {
    return new Set();
  }
  const exceptions = text.startsWith("-");
  const named = new Set((exceptions ? text.slice(1) : text).split(".").map((row) => Number.parseInt(row, 36)));
  const collapsed = new Set<number>();
  for (let row = 0; row < columns.count; row++) {
    if (columns.subtree[row]! > 1 && named.has(row) !== exceptions) {
      collapsed.add(row);
    }
  }
  return collapsed;
}
