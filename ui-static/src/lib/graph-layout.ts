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
  graph.setGraph({ rankdir: direction, nodesep: 24, ranksep: direction === "LR" ? 44 : 50, marginx: 16, marginy: 16 });
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

/** Layout by repulsion and springs, for graphs that have no layers; the same input gives the same picture. */
export async function forceLayout(nodes: GraphNode[], edges: GraphEdge[]): Promise<Placed> {
  const { forceCenter, forceCollide, forceLink, forceManyBody, forceSimulation } = await import("d3-force");
  const bodies = nodes.map((node) => ({ id: node.id, radius: node.width / 2, x: 0, y: 0 }));
  bodies.forEach((body, i) => {
    body.x = Math.cos(i * 2.4) * 30 * Math.sqrt(i);
    body.y = Math.sin(i * 2.4) * 30 * Math.sqrt(i);
  });
  const links = edges.map((edge) => ({ source: edge.from, target: edge.to }));
  forceSimulation(bodies)
    .force("link", forceLink<(typeof bodies)[number], (typeof links)[number]>(links).id((body) => body.id).distance(170))
    .force("charge", forceManyBody().strength(-600))
    .force("collide", forceCollide<(typeof bodies)[number]>((body) => body.radius + 8))
    .force("center", forceCenter(0, 0))
    .stop()
    .tick(nodes.length > 300 ? 120 : 300);
  const left = Math.min(...bodies.map((body) => body.x - body.radius)) - 20;
  const top = Math.min(...bodies.map((body) => body.y)) - 40;
  const at = new Map(bodies.map((body) => [body.id, { x: body.x - left, y: body.y - top }]));
  return {
    nodes: at,
    edges: edges.map((edge) => ({ ...edge, points: between(at.get(edge.from)!, at.get(edge.to)!) })),
    width: Math.max(...bodies.map((body) => body.x + body.radius)) - left + 20,
    height: Math.max(...bodies.map((body) => body.y)) - top + 40,
  };
}

/** A line that ends at the border of the target's box. */
function between(from: { x: number; y: number }, to: { x: number; y: number }): { x: number; y: number }[] {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const inset = Math.min(22, length / 3);
  const shift = { x: ((to.x - from.x) / length) * inset, y: ((to.y - from.y) / length) * inset };
  return [from, { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 }, { x: to.x - shift.x, y: to.y - shift.y }];
}
