// SPDX-License-Identifier: Apache-2.0
import { useEffect, useMemo, useState } from "preact/hooks";
import { config, newTab } from "../app/config";
import { t } from "../app/i18n";
import { href, navigate, route } from "../app/router";
import { isSafeUrl } from "../app/safe-url";
import { curve, PanZoom } from "../app/pan-zoom";
import { ErrorNotice, Spinner } from "../app/ui";
import { formatDuration, formatTime } from "../lib/format";
import { layoutGraph, type Placed } from "../lib/graph-layout";
import { uploaded } from "../search/uploaded";
import { TraceHandle } from "../trace/handle";
import type { TraceColumns } from "../trace/types";
import { changeOf, diffTraces, type DiffNode } from "./diff";

/** Two traces over each other: `/trace/{a}...{b}?cohort=…`. */
export function ComparePage() {
  const [a = "", b = ""] = decodeURIComponent(route.value.path.slice("/trace/".length)).split("...");
  const cohort = [...new Set([...route.value.params.getAll("cohort"), a, b].filter(Boolean))];
  const left = useTrace(a);
  const right = useTrace(b);
  const go = (nextA: string, nextB: string) => navigate(`/trace/${nextA}...${nextB}?${cohort.map((id) => `cohort=${id}`).join("&")}`, { replace: true });
  document.title = t("Compare");
  return (
    <main class="stack">
      <div class="two sides">
        <Side label="A" id={a} cohort={cohort} trace={left} onChoose={(id) => go(id, b)} />
        <Side label="B" id={b} cohort={cohort} trace={right} onChoose={(id) => go(a, id)} />
      </div>
      {left.columns && right.columns ? (
        <Diff a={left.columns} b={right.columns} />
      ) : (
        <div class="empty">{t("Choose two traces: tick them in the search results, or enter their IDs above.")}</div>
      )}
    </main>
  );
}

interface Loaded {
  columns: TraceColumns | null;
  error: unknown;
}

function useTrace(id: string): Loaded {
  const [state, setState] = useState<Loaded>({ columns: null, error: null });
  useEffect(() => {
    let wanted = true;
    setState({ columns: null, error: null });
    if (id !== "") {
      const envelope = uploaded.envelope(id);
      (envelope === null ? TraceHandle.load(id) : TraceHandle.open(envelope)).then(
        (handle) => {
          handle.close();
          if (wanted) {
            setState({ columns: handle.columns, error: null });
          }
        },
        (error: unknown) => wanted && setState({ columns: null, error }),
      );
    }
    return () => void (wanted = false);
  }, [id]);
  return state;
}

function Side({ label, id, cohort, trace, onChoose }: { label: string; id: string; cohort: string[]; trace: Loaded; onChoose: (id: string) => void }) {
  return (
    <div class="card stack">
      <form
        class="line"
        onSubmit={(event) => {
          event.preventDefault();
          onChoose(String(new FormData(event.currentTarget).get("id")).trim());
        }}
      >
        <h2>{label}</h2>
        <input name="id" list={`cohort-${label}`} defaultValue={id} key={id} placeholder={t("Trace ID")} aria-label={`${t("Trace ID")} ${label}`} style={{ flex: 1 }} class="mono" />
        <datalist id={`cohort-${label}`}>
          {cohort.map((candidate) => (
            <option key={candidate} value={candidate} />
          ))}
        </datalist>
        <button>{t("Load")}</button>
      </form>
      {trace.error !== null && <ErrorNotice error={trace.error} />}
      {trace.columns && (
        <div class="line small">
          <a href={href(`/trace/${id}`)}>
            {trace.columns.services[trace.columns.service[0] ?? 0]}: {trace.columns.operations[trace.columns.operation[0] ?? 0]}
          </a>
          <span>{formatTime(trace.columns.startMicros)}</span>
          <strong>{formatDuration(trace.columns.durationMicros)}</strong>
          <span>{t("{count} spans", { count: trace.columns.count })}</span>
        </div>
      )}
    </div>
  );
}

const CLASSES = { added: "diff-added", removed: "diff-removed", more: "diff-changed", less: "diff-changed", same: "diff-same" };

function Diff({ a, b }: { a: TraceColumns; b: TraceColumns }) {
  const nodes = useMemo(() => diffTraces(a, b), [a, b]);
  const help = config().traceDiff.helpLink;
  const [placed, setPlaced] = useState<Placed | null>(null);
  useEffect(() => {
    let wanted = true;
    const boxes = nodes.map((node) => ({ id: node.id, label: node.operation, width: 230, height: 52 }));
    void layoutGraph(boxes, nodes.flatMap((node) => (node.parent ? [{ from: node.parent, to: node.id }] : [])), "LR").then((found) => wanted && setPlaced(found));
    return () => void (wanted = false);
  }, [nodes]);
  const counts = nodes.reduce<Record<string, number>>((sum, node) => ({ ...sum, [changeOf(node)]: (sum[changeOf(node)] ?? 0) + 1 }), {});
  return (
    <>
      <div class="line">
        {(["added", "removed", "more", "less", "same"] as const).map((change) => (
          <span key={change} class={`pill ${CLASSES[change]}`}>
            <span class="dot" /> {t({ added: "only in B", removed: "only in A", more: "more in B", less: "less in B", same: "same" }[change])}: {counts[change] ?? 0}
          </span>
        ))}
        {help && isSafeUrl(help) && (
          <a href={help} target={newTab()} rel="noreferrer noopener">
            {t("Documentation")}
          </a>
        )}
      </div>
      {placed ? (
        <PanZoom width={placed.width} height={placed.height} label={t("Both traces laid over each other")} first={placed.nodes.get(nodes[0]?.id ?? "")}>
          {placed.edges.map((edge) => (
            <g class="edge" key={`${edge.from} ${edge.to}`}>
              <path d={curve(edge.points)} marker-end="url(#arrow)" />
            </g>
          ))}
          {nodes.map((node) => (
            <Node key={node.id} node={node} at={placed.nodes.get(node.id)!} />
          ))}
        </PanZoom>
      ) : (
        <Spinner />
      )}
    </>
  );
}

function Node({ node, at }: { node: DiffNode; at: { x: number; y: number } }) {
  return (
    <g class={`node ${CLASSES[changeOf(node)]}`} transform={`translate(${at.x - 115} ${at.y - 26})`}>
      <title>{`${node.service} ${node.operation}`}</title>
      <rect width={230} height={52} rx={7} />
      <text x={10} y={20} font-weight={600}>
        {node.service.slice(0, 26)}
      </text>
      <text x={10} y={35}>{node.operation.slice(0, 32)}</text>
      <text x={10} y={47} font-size={10}>
        A {node.a}× {formatDuration(node.timeA)} · B {node.b}× {formatDuration(node.timeB)}
      </text>
    </g>
  );
}
