// SPDX-License-Identifier: Apache-2.0
import type { Summary } from "../api/summaries";
import type { Edge } from "../pages/reach";
import { TraceHandle } from "../trace/handle";
import { ERROR, type TraceColumns } from "../trace/types";
import { uploaded } from "./uploaded";

const AT_ONCE = 4;

/** Adds a trace's calls from one service to another. */
export function addCalls(edges: Map<string, Edge & { total: number }>, columns: TraceColumns): void {
  for (let row = 0; row < columns.count; row++) {
    const above = columns.parent[row]!;
    if (above < 0 || columns.service[above] === columns.service[row]) {
      continue;
    }
    const parent = columns.services[columns.service[above]!]!;
    const child = columns.services[columns.service[row]!]!;
    const key = JSON.stringify([parent, child]);
    const edge = edges.get(key) ?? { parent, child, callCount: 0, errorCount: 0, total: 0 };
    edge.callCount++;
    edge.errorCount = (edge.errorCount ?? 0) + (columns.flags[row]! & ERROR ? 1 : 0);
    edge.total += columns.duration[row]!;
    edge.averageDurationMicros = edge.total / edge.callCount;
    edges.set(key, edge);
  }
}

/** Reads the traces, a few at a time, and adds up their calls. */
export async function loadCalls(rows: Summary[]): Promise<Edge[]> {
  const edges = new Map<string, Edge & { total: number }>();
  const queue = [...rows];
  const work = async () => {
    for (let row = queue.shift(); row; row = queue.shift()) {
      const envelope = uploaded.envelope(row.traceId);
      const handle = await (envelope === null ? TraceHandle.load(row.traceId, `?start=${row.startMicros}&end=${row.startMicros + row.durationMicros}`) : TraceHandle.open(envelope));
      addCalls(edges, handle.columns);
      handle.close();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return [...edges.values()];
}
