// SPDX-License-Identifier: Apache-2.0
import type { CSSProperties } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { getJson } from "../api/client";
import { config } from "../app/config";
import { t } from "../app/i18n";
import { href, route, setParams } from "../app/router";
import { curve, PanZoom } from "../app/pan-zoom";
import { ErrorNotice, Spinner, useLoad } from "../app/ui";
import { serviceColor } from "../lib/color";
import { formatCount, formatDuration, formatPercent } from "../lib/format";
import { forceLayout, layoutGraph, type Placed } from "../lib/graph-layout";
import { lookbackMicros } from "../search/state";
import { reachable, type Edge } from "./reach";

const WINDOWS = ["15m", "1h", "6h", "24h", "7d"];

/** Who calls whom in a time window, with error share and latency on the edges where the store knows them. */
export function DependenciesPage() {
  const params = route.value.params;
  const lookback = params.get("lookback") ?? "24h";
  const focus = params.get("service") ?? "";
  const wantedLayout = params.get("layout") ?? "layers";
  const depth = Number(params.get("depth") ?? 5);
  const find = (params.get("uiFind") ?? "").toLowerCase();
  const now = useMemo(() => Date.now(), [lookback]);
  const loaded = useLoad(`dependencies ${lookback}`, async (signal) => {
    const millis = Math.round((lookbackMicros(lookback) ?? 86_400_000_000) / 1000);
    const answer = await getJson<{ data: Edge[] | null }>(`api/dependencies?endTs=${now}&lookback=${millis}`, signal);
    return (answer.data ?? []).filter((edge) => edge.parent !== "" && edge.child !== "");
  });
  const edges = useMemo(() => reachable(loaded.value ?? [], focus, depth), [loaded.value, focus, depth]);
  const services = useMemo(() => [...new Set((loaded.value ?? []).flatMap((edge) => [edge.parent, edge.child]))].sort(), [loaded.value]);
  const layout = services.length > config().dependencies.dagMaxNumServices && focus === "" ? "force" : wantedLayout;
  document.title = t("System Architecture");
  return (
    <main class="stack">
      <div class="line">
        <label class="line">
          {t("Window")}
          <select value={lookback} onChange={(event) => setParams({ lookback: event.currentTarget.value })}>
            {WINDOWS.map((name) => (
              <option key={name} value={name}>
                {t("Last {time}", { time: name })}
              </option>
            ))}
          </select>
        </label>
        <label class="line">
          {t("Focus")}
          <select value={focus} onChange={(event) => setParams({ service: event.currentTarget.value })}>
            <option value="">{t("All services")}</option>
            {services.map((service) => (
              <option key={service} value={service}>
                {service}
              </option>
            ))}
          </select>
        </label>
        <label class="line">
          {t("Depth")}
          <input type="number" min={1} max={20} value={depth} style={{ width: "70px" }} onInput={(event) => setParams({ depth: event.currentTarget.value })} />
        </label>
        <label class="line">
          {t("Layout")}
          <select value={layout} onChange={(event) => setParams({ layout: event.currentTarget.value })}>
            <option value="layers">{t("Layers")}</option>
            <option value="force">{t("Force")}</option>
          </select>
        </label>
        <label class="line">
          {t("Find")}
          <input type="search" value={params.get("uiFind") ?? ""} onInput={(event) => setParams({ uiFind: event.currentTarget.value })} />
        </label>
        <span class="muted">{t("{services} services, {edges} edges", { services: services.length, edges: loaded.value?.length ?? 0 })}</span>
      </div>
      {loaded.error !== null && <ErrorNotice error={loaded.error} />}
      {loaded.loading && !loaded.value && <Spinner />}
      {loaded.value && edges.length === 0 && <div class="empty">{t("No calls between services in this window.")}</div>}
      {edges.length > 0 && <CallGraph edges={edges} focus={focus} find={find} layout={layout} />}
      {edges.length > 0 && <EdgeTable edges={edges} />}
    </main>
  );
}

/** Services and their calls as a picture. */
export function CallGraph({ edges, focus, find, layout }: { edges: Edge[]; focus: string; find: string; layout: string }) {
  const [placed, setPlaced] = useState<Placed | null>(null);
  const names = useMemo(() => [...new Set(edges.flatMap((edge) => [edge.parent, edge.child]))], [edges]);
  useEffect(() => {
    let wanted = true;
    const boxes = names.map((name) => ({ id: name, label: name, width: boxWidth(name), height: 34 }));
    const lines = edges.map((edge) => ({ from: edge.parent, to: edge.child }));
    const placing = layout === "force" ? forceLayout(boxes, lines) : layoutGraph(boxes, lines, "TB");
    void placing.then((found) => wanted && setPlaced(found));
    return () => void (wanted = false);
  }, [edges, layout]);
  if (!placed) {
    return <Spinner />;
  }
  const dim = (name: string) => find !== "" && !name.toLowerCase().includes(find);
  return (
    <PanZoom width={placed.width} height={placed.height} label={t("Graph of calls between services; the table below holds the same")} first={placed.nodes.get(focus || names[0]!)}>
      {placed.edges.map((line, i) => (
        <EdgeLine key={i} edge={edges[i]!} points={line.points} dim={dim(edges[i]!.parent) && dim(edges[i]!.child)} />
      ))}
      {names.map((name) => {
        const at = placed.nodes.get(name)!;
        return (
          <a key={name} href={href(`/search?service=${encodeURIComponent(name)}`)}>
            <g class={`node${name === focus ? " focus" : ""}${dim(name) ? " dim" : ""}`} transform={`translate(${at.x - boxWidth(name) / 2} ${at.y - 17})`} style={{ "--dot": serviceColor(name) } as CSSProperties}>
              <rect width={boxWidth(name)} height={34} rx={17} />
              <text x={boxWidth(name) / 2} y={21} text-anchor="middle">
                {name}
              </text>
            </g>
          </a>
        );
      })}
    </PanZoom>
  );
}

/** The same edges as text: for screen readers, and to sort by eye. */
function EdgeTable({ edges }: { edges: Edge[] }) {
  const sorted = [...edges].sort((a, b) => b.callCount - a.callCount);
  return (
    <section class="card" aria-label={t("Calls")}>
      <table>
        <thead>
          <tr>
            <th>{t("Parent")}</th>
            <th>{t("Child")}</th>
            <th class="number">{t("Calls")}</th>
            <th class="number">{t("Error rate")}</th>
            <th class="number">{t("Average")}</th>
          </tr>
        </thead>
        <tbody>
          {sorted.slice(0, 500).map((edge) => (
            <tr key={`${edge.parent} ${edge.child}`}>
              <td>{edge.parent}</td>
              <td>{edge.child}</td>
              <td class="number">{formatCount(edge.callCount)}</td>
              <td class="number">{edge.errorCount === undefined && edge.averageDurationMicros === undefined ? "–" : formatPercent((edge.errorCount ?? 0) / edge.callCount)}</td>
              <td class="number">{edge.averageDurationMicros === undefined ? "–" : formatDuration(edge.averageDurationMicros)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function boxWidth(name: string): number {
  return Math.min(320, 40 + name.length * 7.2);
}

function EdgeLine({ edge, points, dim }: { edge: Edge; points: { x: number; y: number }[]; dim: boolean }) {
  const middle = points[Math.floor(points.length / 2)]!;
  const share = edge.errorCount && edge.callCount ? edge.errorCount / edge.callCount : 0;
  const latency = edge.averageDurationMicros ?? 0;
  const details = [formatCount(edge.callCount), share > 0 ? formatPercent(share) : "", latency > 0 ? formatDuration(latency) : ""].filter(Boolean);
  return (
    <g class={`edge${share > 0.05 ? " bad" : ""}${dim ? " dim" : ""}`}>
      <title>{`${edge.parent} → ${edge.child}: ${details.join(" · ")}`}</title>
      <path d={curve(points)} marker-end="url(#arrow)" stroke-width={Math.min(6, 1 + Math.log10(Math.max(1, edge.callCount)))} />
      <text x={middle.x + 6} y={middle.y}>
        {details.join(" · ")}
      </text>
    </g>
  );
}
