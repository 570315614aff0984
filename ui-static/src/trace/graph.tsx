// SPDX-License-Identifier: Apache-2.0
import type { CSSProperties } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { t } from "../app/i18n";
import { curve, PanZoom } from "../app/pan-zoom";
import { route, setParams } from "../app/router";
import { Spinner } from "../app/ui";
import { serviceColor } from "../lib/color";
import { formatDuration } from "../lib/format";
import { layoutGraph, type Placed } from "../lib/graph-layout";
import { MOST_NODES, pathGraph, type PathNode } from "./path-graph";
import type { TraceColumns } from "./types";

type Mode = "service" | "time" | "selfTime";

const WIDTH = 220;
const HEIGHT = 54;

/** The trace as a graph of calls, coloured by service, by time or by self time. */
export function GraphView({ columns, matches }: { columns: TraceColumns; matches: Int32Array | null }) {
  const nodes = useMemo(() => pathGraph(columns), [columns]);
  const [placed, setPlaced] = useState<Placed | null>(null);
  const wanted = route.value.params.get("colour");
  const mode: Mode = wanted === "time" || wanted === "selfTime" ? wanted : "service";
  const found = useMemo(() => (matches ? nodesOf(columns, nodes, matches) : null), [columns, nodes, matches]);
  useEffect(() => {
    let wanted = true;
    const boxes = nodes.map((node) => ({ id: node.id, label: node.operation, width: WIDTH, height: HEIGHT }));
    const edges = nodes.flatMap((node) => (node.parent ? [{ from: node.parent, to: node.id }] : []));
    void layoutGraph(boxes, edges, "LR").then((found) => wanted && setPlaced(found));
    return () => void (wanted = false);
  }, [nodes]);
  const most = Math.max(1, ...nodes.map((node) => (mode === "time" ? node.total : node.selfTime)));
  return (
    <main class="stack">
      <div class="line" role="group" aria-label={t("Colour by")}>
        {(["service", "time", "selfTime"] as const).map((name) => (
          <button key={name} type="button" aria-pressed={mode === name} onClick={() => setParams({ colour: name === "service" ? undefined : name })}>
            {t({ service: "Service", time: "Time", selfTime: "Self time" }[name])}
          </button>
        ))}
        <span class="muted">{t(nodes.length < MOST_NODES ? "{count} nodes" : "{count} nodes; the rest is left out", { count: nodes.length })}</span>
      </div>
      {placed ? (
        <PanZoom width={placed.width} height={placed.height} label={t("Graph of the calls in this trace")} first={placed.nodes.get(nodes[0]?.id ?? "")}>
          {placed.edges.map((edge) => (
            <g class="edge" key={`${edge.from}${edge.to}`}>
              <path d={curve(edge.points)} marker-end="url(#arrow)" />
            </g>
          ))}
          {nodes.map((node) => (
            <Node key={node.id} node={node} at={placed.nodes.get(node.id)!} mode={mode} dim={found !== null && !found.has(node.id)} heat={(mode === "time" ? node.total : node.selfTime) / most} />
          ))}
        </PanZoom>
      ) : (
        <Spinner />
      )}
    </main>
  );
}

/** The nodes that hold a span which was searched for. */
function nodesOf(columns: TraceColumns, nodes: PathNode[], matches: Int32Array): Set<string> {
  const names = new Set(Array.from(matches, (row) => `${columns.services[columns.service[row]!]}\0${columns.operations[columns.operation[row]!]}`));
  return new Set(nodes.filter((node) => names.has(`${node.service}\0${node.operation}`)).map((node) => node.id));
}

interface NodeProps {
  node: PathNode;
  at: { x: number; y: number };
  mode: Mode;
  heat: number;
  dim: boolean;
}

function Node({ node, at, mode, heat, dim }: NodeProps) {
  const color = mode === "service" ? serviceColor(node.service) : `hsl(${(50 - heat * 50).toFixed(0)} 85% 50%)`;
  return (
    <g class={dim ? "node dim" : "node"} transform={`translate(${at.x - WIDTH / 2} ${at.y - HEIGHT / 2})`} style={{ "--dot": node.errors > 0 && mode === "service" ? "var(--error)" : color } as CSSProperties}>
      <title>{`${node.service} ${node.operation}\n${node.count} × ${formatDuration(node.total / node.count)}`}</title>
      <rect width={WIDTH} height={HEIGHT} rx={7} />
      <text x={10} y={20} font-weight={600}>
        {clip(node.service, 26)}
      </text>
      <text x={10} y={36}>{clip(node.operation, 30)}</text>
      <text x={10} y={49} font-size={10}>
        {node.count} × · {formatDuration(node.total)} · {t("self")} {formatDuration(node.selfTime)}
      </text>
    </g>
  );
}

function clip(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}
