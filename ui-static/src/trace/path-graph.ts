// SPDX-License-Identifier: Apache-2.0
import { ERROR, type TraceColumns } from "./types";

/** Spans merged by the path of service and operation from the root. */
export interface PathNode {
  id: string;
  parent: string | null;
  service: string;
  operation: string;
  count: number;
  errors: number;
  total: number;
  selfTime: number;
}

export const MOST_NODES = 2000;

/** Merges spans that came the same way; at most `limit` nodes, the rest is left out. */
export function pathGraph(columns: TraceColumns, limit = MOST_NODES): PathNode[] {
  const nodes = new Map<string, PathNode>();
  const idOf: string[] = [];
  const ids = new Map<string, string>();
  for (let row = 0; row < columns.count; row++) {
    const parent = columns.parent[row]! < 0 ? null : (idOf[columns.parent[row]!] ?? null);
    const key = `${parent ?? ""}>${columns.service[row]},${columns.operation[row]}`;
    let id = ids.get(key);
    if (id === undefined) {
      id = `n${ids.size}`;
      ids.set(key, id);
    }
    idOf[row] = id;
    const node = nodes.get(id) ?? {
      id,
      parent,
      service: columns.services[columns.service[row]!]!,
      operation: columns.operations[columns.operation[row]!]!,
      count: 0,
      errors: 0,
      total: 0,
      selfTime: 0,
    };
    node.count++;
    node.errors += columns.flags[row]! & ERROR ? 1 : 0;
    node.total += columns.duration[row]!;
    node.selfTime += columns.selfTime[row]!;
    if (nodes.has(id) || nodes.size < limit) {
      nodes.set(id, node);
    }
  }
  return [...nodes.values()].filter((node) => node.parent === null || nodes.has(node.parent));
}
