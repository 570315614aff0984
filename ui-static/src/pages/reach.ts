// SPDX-License-Identifier: Apache-2.0
/** An edge of the dependency graph; error count and latency only where the server sends them. */
export interface Edge {
  parent: string;
  child: string;
  callCount: number;
  errorCount?: number;
  averageDurationMicros?: number;
}

/** The edges within `depth` steps up or down from the focal service; all edges without one. */
export function reachable(edges: Edge[], focus: string, depth: number): Edge[] {
  if (focus === "") {
    return edges;
  }
  const keep = new Set<Edge>();
  for (const [near, far] of [["parent", "child"], ["child", "parent"]] as const) {
    let frontier = new Set([focus]);
    const seen = new Set(frontier);
    for (let step = 0; step < depth && frontier.size > 0; step++) {
      const next = new Set<string>();
      for (const edge of edges) {
        if (frontier.has(edge[near])) {
          keep.add(edge);
          if (!seen.has(edge[far])) {
            next.add(edge[far]);
            seen.add(edge[far]);
          }
        }
      }
      frontier = next;
    }
  }
  return edges.filter((edge) => keep.has(edge));
}
