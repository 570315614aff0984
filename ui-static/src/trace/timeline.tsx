// SPDX-License-Identifier: Apache-2.0
import type { CSSProperties } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { config } from "../app/config";
import { t } from "../app/i18n";
import { route, setParams } from "../app/router";
import { VirtualList } from "../app/virtual";
import { serviceColor } from "../lib/color";
import { formatDuration } from "../lib/format";
import { criticalPath, sectionsWithin, type Section } from "./critical-path";
import { SpanDetailView } from "./detail";
import type { TraceHandle } from "./handle";
import type { Kept } from "./selection";
import { collapseAll, collapseOneLevel, expandOneLevel, visibleRows } from "./visible";
import { decodeCollapsed, encodeCollapsed } from "./view-state";
import { CLIENT, ERROR, ERROR_BELOW, ORPHAN, PRODUCER, type TraceColumns } from "./types";

const ROW = 26;
const DETAIL = 320;
const WIDTH_KEY = "spanNameColumnWidth";
const PANEL_KEY = "detailPanelMode";

interface Props {
  handle: TraceHandle;
  zoom: [number, number];
  onZoom: (from: number, to: number) => void;
  /** Rows that match the search, in order; null without a search. */
  matches: Int32Array | null;
  /** The match to show. */
  current: number;
  /** Only these rows show; all without it. */
  kept: Kept | null;
  /** Opens a run of repeated spans. */
  onUngroup: (row: number) => void;
  grouped: (row: number) => boolean;
  /** Row to open at first, from the URL. */
  initialRow: number;
}

/** The tree of spans with their bars. Draws what is in view only; rows are found by bisection over the open details. */
export function Timeline({ handle, zoom, onZoom, matches, current, kept, onUngroup, grouped, initialRow }: Props) {
  const columns = handle.columns;
  const [collapsed, setCollapsed] = useState<ReadonlySet<number>>(() => decodeCollapsed(columns, route.value.params.get("collapsed")));
  const [open, setOpen] = useState<ReadonlySet<number>>(initialRow >= 0 ? new Set([initialRow]) : new Set());
  const [width, setWidth] = useState(Number(localStorage.getItem(WIDTH_KEY)) || 0.34);
  const [panel, setPanel] = useState(panelWanted());
  const area = useRef<HTMLDivElement>(null);
  const cursor = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => visibleRows(columns, collapsed, kept?.keep), [columns, collapsed, kept]);
  const openPositions = useMemo(() => (panel ? [] : positionsOf(rows, open)), [rows, open, panel]);
  const critical = useMemo(() => (config().criticalPathEnabled ? criticalPath(columns).sort((a, b) => a.row - b.row) : []), [columns]);
  const matchSet = useMemo(() => new Set(matches ?? []), [matches]);
  const offsetOf = (index: number) => index * ROW + countBelow(openPositions, index) * DETAIL;
  const target = matches !== null && current >= 0 ? matches[current]! : initialRow;
  const reveal = useMemo(() => (target >= 0 ? nearestVisible(rows, target) : -1), [rows, target]);
  useKeyboard(columns, zoom, onZoom, setCollapsed);
  useEffect(() => {
    const timer = setTimeout(() => {
      const text = encodeCollapsed(columns, collapsed);
      if (text !== route.value.params.get("collapsed")) {
        setParams({ collapsed: text ?? undefined });
      }
    }, 200);
    return () => clearTimeout(timer);
  }, [columns, collapsed]);
  const toggleOpen = (row: number) => {
    const next = new Set(panel ? [] : open);
    if (!open.has(row)) {
      next.add(row);
    } else {
      next.delete(row);
    }
    setOpen(next);
  };
  const toggleCollapsed = (row: number) => {
    const next = new Set(collapsed);
    if (!next.delete(row)) {
      next.add(row);
    }
    setCollapsed(next);
  };
  const togglePanel = () => {
    localStorage.setItem(PANEL_KEY, panel ? "inline" : "sidepanel");
    setOpen(new Set([...open].slice(-1)));
    setPanel(!panel);
  };
  const shown = panel ? [...open][0] : undefined;
  const timeline = (
    <div
      class="timeline"
      ref={area}
      style={{ "--name-width": `${width * 100}%`, position: "relative" } as CSSProperties}
      onMouseMove={(event) => {
        const box = area.current!.getBoundingClientRect();
        const x = event.clientX - box.left;
        cursor.current!.style.transform = `translateX(${x > width * box.width ? x : -10}px)`;
      }}
    >
      <div class="cursor" ref={cursor} />
      <Head zoom={zoom} onZoom={onZoom} duration={columns.durationMicros} onCollapse={setCollapsed} columns={columns} collapsed={collapsed} panel={panel} onPanel={togglePanel} />
      <Splitter
        width={width}
        onWidth={(value) => {
          localStorage.setItem(WIDTH_KEY, String(value));
          setWidth(value);
        }}
      />
      <VirtualList
        label={t("Spans")}
        count={rows.length}
        rowHeight={ROW}
        offsetOf={offsetOf}
        height="max(300px, calc(100vh - 232px))"
        reveal={reveal}
        row={(index, top) => {
          const row = rows[index]!;
          return (
            <>
              <SpanRow
                key={row}
                columns={columns}
                row={row}
                top={top}
                zoom={zoom}
                collapsed={collapsed.has(row)}
                open={open.has(row)}
                match={matchSet.has(row)}
                current={row === target && matches !== null}
                critical={sectionsWithin(critical, row, collapsed.has(row) ? columns.subtree[row]! : 1)}
                hidden={kept?.hidden[row] ?? 0}
                repeats={grouped(row) ? columns.repeats[row]! : 0}
                onUngroup={onUngroup}
                onToggle={toggleCollapsed}
                onOpen={toggleOpen}
              />
              {open.has(row) && !panel && (
                <div key={`d${row}`} class="detail" style={{ top: `${top + ROW}px`, height: `${DETAIL}px`, "--dot": colorOf(columns, row) } as CSSProperties}>
                  <SpanDetailView handle={handle} row={row} zoom={zoom} />
                </div>
              )}
            </>
          );
        }}
      />
    </div>
  );
  // One shape with and without a panel, so that the list keeps its place when one opens.
  return (
    <div class={shown === undefined ? "" : "with-panel"}>
      {timeline}
      {shown !== undefined && (
        <aside class="side-panel" aria-label={t("Span details")} style={{ "--dot": colorOf(columns, shown) } as CSSProperties}>
          <SpanDetailView key={shown} handle={handle} row={shown} zoom={zoom} />
        </aside>
      )}
    </div>
  );
}

function panelWanted(): boolean {
  const { enableSidePanel, defaultDetailPanelMode } = config().traceTimeline;
  return enableSidePanel && (localStorage.getItem(PANEL_KEY) ?? defaultDetailPanelMode) === "sidepanel";
}

function colorOf(columns: TraceColumns, row: number): string {
  return serviceColor(columns.services[columns.service[row]!]!);
}

function positionsOf(rows: Uint32Array, open: ReadonlySet<number>): number[] {
  return [...open].map((row) => nearestVisible(rows, row)).filter((position, i, all) => position >= 0 && rows[position] === [...open][i] && all.indexOf(position) === i).sort((a, b) => a - b);
}

/** How many of the sorted positions lie before `index`. */
function countBelow(positions: number[], index: number): number {
  let count = 0;
  while (count < positions.length && positions[count]! < index) {
    count++;
  }
  return count;
}

/** Position of the row, or of the last visible one before it: its collapsed ancestor. */
function nearestVisible(rows: Uint32Array, row: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle]! <= row) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low - 1;
}

interface RowProps {
  columns: TraceColumns;
  row: number;
  top: number;
  zoom: [number, number];
  collapsed: boolean;
  open: boolean;
  match: boolean;
  current: boolean;
  critical: Section[];
  /** Spans below it that are left out. */
  hidden: number;
  /** How many equal siblings the row stands for; 0 for itself alone. */
  repeats: number;
  onUngroup: (row: number) => void;
  onToggle: (row: number) => void;
  onOpen: (row: number) => void;
}

function SpanRow({ columns, row, top, zoom, collapsed, open, match, current, critical, hidden, repeats, onUngroup, onToggle, onOpen }: RowProps) {
  const flags = columns.flags[row]!;
  const service = columns.services[columns.service[row]!]!;
  const operation = columns.operations[columns.operation[row]!]!;
  const total = columns.durationMicros || 1;
  const share = (micros: number) => ((micros / total - zoom[0]) / (zoom[1] - zoom[0])) * 100;
  const from = share(columns.start[row]!);
  const to = share(columns.start[row]! + columns.duration[row]!);
  const children = columns.subtree[row]! - 1;
  const error = (flags & ERROR) !== 0;
  const hiddenError = collapsed && (flags & ERROR_BELOW) !== 0;
  const depth = Math.min(columns.depth[row]!, 40);
  return (
    <div class={`span-row${open ? " open" : ""}${match ? " match" : ""}${current ? " current" : ""}`} style={{ top: `${top}px`, "--dot": serviceColor(service) } as CSSProperties}>
      <div class="name" style={{ paddingLeft: `${4 + depth * 12}px` }} onClick={() => onOpen(row)} title={`${service} ${operation}`}>
        {children > 0 ? (
          <button
            type="button"
            class={collapsed ? "toggle count" : "toggle"}
            aria-expanded={!collapsed}
            aria-label={collapsed ? t("Expand {count} spans", { count: children }) : t("Collapse {count} spans", { count: children })}
            onClick={(event) => {
              event.stopPropagation();
              onToggle(row);
            }}
          >
            {collapsed ? `▸ ${children}` : "▾"}
          </button>
        ) : (
          <span class="toggle" />
        )}
        <span class="color" />
        {(error || hiddenError) && (
          <span class={error ? "mark" : "mark below"} title={error ? t("Error") : t("Error below")} role="img" aria-label={error ? t("Error") : t("Error below")}>
            {error ? "●" : "○"}
          </span>
        )}
        {(flags & ORPHAN) !== 0 && <span class="pill warn">{t("orphan")}</span>}
        {/* Its click is the row's; as a button it can be reached by keyboard. */}
        <button type="button" class="label" aria-expanded={open}>
          <span class="service">{service}</span>
          <Callee columns={columns} row={row} collapsed={collapsed} />
          <span class="op">{operation}</span>
        </button>
        <Pills columns={columns} row={row} hidden={hidden} repeats={repeats} onUngroup={onUngroup} />
      </div>
      <div class="track" onClick={() => onOpen(row)}>
        <div class={error ? "bar error" : "bar"} style={{ left: `${from}%`, width: `${Math.max(0, to - from)}%` }} />
        {columns.events[row] && Array.from(columns.events[row]!, (at, i) => <div key={`e${i}`} class="event" style={{ left: `${share(columns.start[row]! + at)}%` }} />)}
        {critical.map((section, i) => <div key={i} class="critical" style={{ left: `${share(section.from)}%`, width: `${share(section.to) - share(section.from)}%` }} />)}
        <span class={to >= 82 && from < 18 ? "time inside" : "time"} style={timePlace(from, to)}>
          {formatDuration(columns.duration[row]!)}
        </span>
      </div>
    </div>
  );
}

/** Behind the bar where there is room, else before it, else on it. */
function timePlace(from: number, to: number): CSSProperties {
  if (to < 82) {
    return { left: `${Math.max(0, to)}%` };
  }
  return from < 18 ? { right: `${Math.max(0, 100 - to)}%` } : { right: `${100 - from}%` };
}

interface PillsProps {
  columns: TraceColumns;
  row: number;
  hidden: number;
  repeats: number;
  onUngroup: (row: number) => void;
}

/** What kind of call it is, how many it stands for, and what is left out below it. */
function Pills({ columns, row, hidden, repeats, onUngroup }: PillsProps) {
  const pill = config().traceTimeline.spanPillsEnabled ? columns.pill[row]! : 0;
  return (
    <>
      {pill > 0 && <span class="pill kind">{columns.pills[pill - 1]}</span>}
      {repeats > 0 && (
        <button
          type="button"
          class="pill"
          aria-label={t("Show each of {count} spans", { count: repeats })}
          onClick={(event) => {
            event.stopPropagation();
            onUngroup(row);
          }}
        >
          × {repeats}
        </button>
      )}
      {hidden > 0 && <span class="pill">{t("{count} hidden", { count: hidden })}</span>}
    </>
  );
}

/** Whom a call goes to when that row is hidden or not traced: `→ service`. */
function Callee({ columns, row, collapsed }: { columns: TraceColumns; row: number; collapsed: boolean }) {
  const calls = (columns.flags[row]! & (CLIENT | PRODUCER)) !== 0;
  const children = columns.subtree[row]! - 1;
  if (calls && collapsed && children > 0) {
    const callee = columns.services[columns.service[row + 1]!]!;
    return <span class="callee">→ {callee}</span>;
  }
  const peer = columns.peer[row]!;
  return calls && children === 0 && peer > 0 ? <span class="callee">→ {columns.peers[peer - 1]}</span> : null;
}

interface HeadProps {
  zoom: [number, number];
  onZoom: (from: number, to: number) => void;
  duration: number;
  columns: TraceColumns;
  collapsed: ReadonlySet<number>;
  onCollapse: (set: ReadonlySet<number>) => void;
  /** Whether details show beside the timeline instead of between its rows. */
  panel: boolean;
  onPanel: () => void;
}

function Head({ zoom, onZoom, duration, columns, collapsed, onCollapse, panel, onPanel }: HeadProps) {
  const area = useRef<HTMLDivElement>(null);
  const [drag, setDrag] = useState<[number, number] | null>(null);
  const at = (event: PointerEvent) => {
    const box = area.current!.getBoundingClientRect();
    return Math.max(0, Math.min(1, (event.clientX - box.left) / box.width));
  };
  const time = (share: number) => formatDuration((zoom[0] + share * (zoom[1] - zoom[0])) * duration);
  return (
    <div class="timeline-head">
      <div class="names">
        <strong>{t("Service & Operation")}</strong>
        <button type="button" class="plain" title={t("Expand one level (o)")} aria-label={t("Expand one level (o)")} onClick={() => onCollapse(expandOneLevel(columns, collapsed))}>
          <Chevrons d="M3 5 l4 4 4-4" />
        </button>
        <button type="button" class="plain" title={t("Collapse one level (p)")} aria-label={t("Collapse one level (p)")} onClick={() => onCollapse(collapseOneLevel(columns, collapsed))}>
          <Chevrons d="M3 9 l4-4 4 4" />
        </button>
        <button type="button" class="plain" title={t("Expand all ([)")} aria-label={t("Expand all ([)")} onClick={() => onCollapse(new Set())}>
          <Chevrons d="M3 3 l4 4 4-4 M3 7 l4 4 4-4" />
        </button>
        <button type="button" class="plain" title={t("Collapse all (])")} aria-label={t("Collapse all (])")} onClick={() => onCollapse(collapseAll(columns))}>
          <Chevrons d="M3 7 l4-4 4 4 M3 11 l4-4 4 4" />
        </button>
        {config().traceTimeline.enableSidePanel && (
          <button type="button" class="plain" aria-pressed={panel} title={t("Details beside the timeline")} aria-label={t("Details beside the timeline")} onClick={onPanel}>
            <Chevrons d="M1 2 h12 v10 h-12 z M8 2 v10" />
          </button>
        )}
      </div>
      <div
        class="ticks"
        ref={area}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          setDrag([at(event), at(event)]);
        }}
        onPointerMove={(event) => drag && setDrag([drag[0], at(event)])}
        onPointerUp={() => {
          if (drag && Math.abs(drag[1] - drag[0]) > 0.005) {
            const width = zoom[1] - zoom[0];
            onZoom(zoom[0] + Math.min(...drag) * width, zoom[0] + Math.max(...drag) * width);
          }
          setDrag(null);
        }}
        onDblClick={() => onZoom(0, 1)}
      >
        {[0, 0.25, 0.5, 0.75, 1].map((share) => (
          <span key={share} class={share === 1 ? "last" : ""} style={{ left: `${share * 100}%` }}>
            {time(share)}
          </span>
        ))}
        {drag && <div style={{ position: "absolute", top: 0, bottom: 0, left: `${Math.min(...drag) * 100}%`, width: `${Math.abs(drag[1] - drag[0]) * 100}%`, background: "var(--accent)", opacity: 0.3 }} />}
      </div>
    </div>
  );
}

function Chevrons({ d }: { d: string }) {
  return (
    <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
      <path d={d} fill="none" stroke="currentColor" stroke-width="1.6" />
    </svg>
  );
}

function Splitter({ width, onWidth }: { width: number; onWidth: (share: number) => void }) {
  return (
    <div
      class="splitter"
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={t("Width of the names")}
      aria-valuemin={12}
      aria-valuemax={80}
      aria-valuenow={Math.round(width * 100)}
      onKeyDown={(event) => {
        const step = { ArrowLeft: -0.02, ArrowRight: 0.02 }[event.key];
        if (step) {
          event.preventDefault();
          event.stopPropagation();
          onWidth(Math.max(0.12, Math.min(0.8, width + step)));
        }
      }}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) {
          const box = event.currentTarget.parentElement!.getBoundingClientRect();
          onWidth(Math.max(0.12, Math.min(0.8, (event.clientX - box.left) / box.width)));
        }
      }}
    />
  );
}

function scrollRows(direction: number): void {
  const list = document.querySelector(".timeline .virtual");
  list?.scrollBy({ top: direction * list.clientHeight * 0.5 });
}

/** Jaeger's shortcuts: scroll with s and w, pan with a/d and arrows, zoom with up/down, collapse with ] [ p o. */
function useKeyboard(columns: TraceColumns, zoom: [number, number], onZoom: (from: number, to: number) => void, setCollapsed: (change: (old: ReadonlySet<number>) => ReadonlySet<number>) => void): void {
  useEffect(() => {
    const pan = (share: number) => {
      const width = zoom[1] - zoom[0];
      const from = Math.max(0, Math.min(1 - width, zoom[0] + share * width));
      onZoom(from, from + width);
    };
    const scale = (factor: number) => {
      const middle = (zoom[0] + zoom[1]) / 2;
      const half = Math.min(0.5, ((zoom[1] - zoom[0]) / 2) * factor);
      const from = Math.max(0, Math.min(1 - 2 * half, middle - half));
      onZoom(from, from + 2 * half);
    };
    const listener = (event: KeyboardEvent) => {
      if (/^(INPUT|SELECT|TEXTAREA)$/.test((event.target as Element).tagName) || event.ctrlKey || event.metaKey || event.altKey) {
        return;
      }
      const step = event.shiftKey ? 0.5 : 0.1;
      const actions: Record<string, () => void> = {
        a: () => pan(-step),
        ArrowLeft: () => pan(-step),
        d: () => pan(step),
        ArrowRight: () => pan(step),
        ArrowUp: () => scale(event.shiftKey ? 0.5 : 0.8),
        ArrowDown: () => scale(event.shiftKey ? 2 : 1.25),
        s: () => scrollRows(1),
        w: () => scrollRows(-1),
        "]": () => setCollapsed(() => collapseAll(columns)),
        "[": () => setCollapsed(() => new Set()),
        p: () => setCollapsed((old) => collapseOneLevel(columns, old)),
        o: () => setCollapsed((old) => expandOneLevel(columns, old)),
      };
      const action = actions[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (action) {
        event.preventDefault();
        action();
      }
    };
    addEventListener("keydown", listener);
    return () => removeEventListener("keydown", listener);
  }, [columns, zoom[0], zoom[1]]);
}
