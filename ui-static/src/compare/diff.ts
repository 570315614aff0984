// SPDX-License-Identifier: Apache-2.0
import { pathGraph, type PathNode } from "../trace/path-graph";
import type { TraceColumns } from "../trace/types";

/** A node of two traces laid over each other: how often each side went there. */
export interface DiffNode {
  id: string;
  parent: string | null;
  service: string;
  operation: string;
  a: number;
  b: number;
  timeA: number;
  timeB: number;
}

export type Change = "added" | "removed" | "more" | "less" | "same";

export function changeOf(node: DiffNode): Change {
  if (node.a === 0) {
    return "added";
  }
  if (node.b === 0) {
    return "removed";
  }
  return node.a === node.b ? "same" : node.b > node.a ? "more" : "less";
}

/** Merges two traces by path from the root. */
export function diffTraces(a: TraceColumns, b: TraceColumns): DiffNode[] {
  const merged = new Map<string, DiffNode>();
  for (const [side, columns] of [["a", a], ["b", b]] as const) {
    const keys = new Map<string, string>();
    for (const node of pathGraph(columns)) {
      const parent = node.parent === null ? null : keys.get(node.parent)!;
      const key = pathKey(parent, node);
      keys.set(node.id, key);
      const found = merged.get(key) ?? { id: key, parent, service: node.service, operation: node.operation, a: 0, b: 0, timeA: 0, timeB: 0 };
      found[side] += node.count;
      found[side === "a" ? "timeA" : "timeB"] += node.total;
      merged.set(key, found);
    }
  }
  return [...merged.values()];
}

function pathKey(parent: string | null, node: PathNode): string {
  return JSON.stringify([parent, node.service, node.operation]);
}
