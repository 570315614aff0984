// SPDX-License-Identifier: Apache-2.0
import { route, setParams } from "../app/router";

/** Which view of the trace shows, and what of it; all of it lives in the URL, so that a copied address shows the same. */
export type ViewName = "timeline" | "graph" | "statistics" | "table" | "flame" | "logs";

export const VIEWS: ReadonlyArray<readonly [ViewName, string]> = [
  ["timeline", "Timeline"],
  ["graph", "Graph"],
  ["statistics", "Statistics"],
  ["table", "Spans"],
  ["flame", "Flame graph"],
  ["logs", "Events"],
];

export function currentView(): ViewName {
  const wanted = route.value.params.get("view");
  return VIEWS.find(([name]) => name === wanted)?.[0] ?? "timeline";
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
