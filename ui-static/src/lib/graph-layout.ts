// SPDX-License-Identifier: Apache-2.0
/** Layered layout of a directed graph by dagre, which is loaded only here. */
export interface GraphNode {
  id: string;
  label: string;
  width: number;
  height: number;
}

export interface GraphEdge {
  from: string;
  to: string;
}

export interface Placed {
  nodes: Map<string, { x: number; y: number }>;
  edges: { from: string; to: string; points: { x: number; y: number }[] }[];
  width: number;
  height: number;
}

export async function layoutGraph(nodes: GraphNode[], edges: GraphEdge[], direction: "TB" | "LR"): Promise<Placed> {
  const dagre = (await import("@dagrejs/dagre")).default;
  const graph = new dagre.graphlib.Graph({ multigraph: false });
  graph.setGraph({ rankdir: direction, nodesep: 24, ranksep: direction === "LR" ? 90 : 50, marginx: 16, marginy: 16 });
  graph.setDefaultEdgeLabel(() => ({}));
  nodes.forEach((node) => graph.setNode(node.id, { width: node.width, height: node.height }));
  edges.forEach((edge) => graph.setEdge(edge.from, edge.to));
  dagre.layout(graph);
  const placed = new Map<string, { x: number; y: number }>();
  nodes.forEach((node) => {
    const at = graph.node(node.id) as { x: number; y: number };
    placed.set(node.id, { x: at.x, y: at.y });
  });
  const size = graph.graph() as { width?: number; height?: number };
  return {
    nodes: placed,
    edges: edges.map((edge) => ({ ...edge, points: (graph.edge(edge.from, edge.to) as { points: { x: number; y: number }[] }).points })),
    width: size.width ?? 0,
    height: size.height ?? 0,
  };
}
