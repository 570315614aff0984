// SPDX-License-Identifier: Apache-2.0
import { isGenAi } from "./gen-ai";
import type { Tag, TraceColumns, WireSpan, WireTrace } from "./types";
import { CLIENT, CONSUMER, ERROR, ERROR_BELOW, ORPHAN, PRODUCER, SERVER, WARNING } from "./types";

/** Columns, and which span of the answer stands in which row. */
export interface Built {
  columns: TraceColumns;
  rows: WireSpan[];
}

const KINDS: Record<string, number> = { server: SERVER, client: CLIENT, producer: PRODUCER, consumer: CONSUMER };

/** Builds the columns of a trace. All walks are loops: a chain of any depth must open. */
export function buildTrace(trace: WireTrace): Built {
  const spans = trace.spans.filter((span) => Number.isFinite(span.startTime));
  const parentOf = parents(spans);
  const { order, depth, orphan } = depthFirst(spans, parentOf);
  const count = order.length;
  const rowOf = new Int32Array(count);
  order.forEach((span, row) => (rowOf[span] = row));
  const first = spans.reduce((least, span) => Math.min(least, span.startTime), Number.POSITIVE_INFINITY);
  const startMicros = count === 0 ? 0 : first;
  const services = new Interner();
  const operations = new Interner();
  const peers = new Interner();
  const pills = new Interner();
  const columns: TraceColumns = {
    traceId: trace.traceID,
    startMicros,
    durationMicros: spans.reduce((most, span) => Math.max(most, span.startTime + Math.max(0, span.duration) - startMicros), 0),
    count,
    parent: new Int32Array(count),
    depth: new Int32Array(count),
    subtree: new Int32Array(count).fill(1),
    start: new Float64Array(count),
    duration: new Float64Array(count),
    selfTime: new Float64Array(count),
    service: new Uint32Array(count),
    operation: new Uint32Array(count),
    flags: new Uint8Array(count),
    peer: new Uint32Array(count),
    peers: peers.names,
    pill: new Uint32Array(count),
    pills: pills.names,
    repeats: new Uint32Array(count),
    events: [],
    services: services.names,
    operations: operations.names,
    spanIds: [],
    genAi: spans.some(isGenAi),
    warnings: trace.warnings ?? [],
  };
  const rows: WireSpan[] = [];
  for (let row = 0; row < count; row++) {
    const span = spans[order[row]!]!;
    const parent = parentOf[order[row]!]!;
    rows.push(span);
    columns.parent[row] = parent < 0 || depth[row] === 0 ? -1 : rowOf[parent]!;
    columns.depth[row] = depth[row]!;
    columns.start[row] = span.startTime - startMicros;
    columns.duration[row] = Math.max(0, span.duration);
    columns.service[row] = services.id(trace.processes?.[span.processID]?.serviceName ?? "unknown-service");
    columns.operation[row] = operations.id(span.operationName ?? "");
    columns.flags[row] = flagsOf(span) | (orphan[row] ? ORPHAN : 0);
    columns.peer[row] = peerOf(span, peers);
    columns.pill[row] = pillOf(span, pills);
    columns.events.push(eventTimes(span));
    columns.spanIds.push(span.spanID);
  }
  rollUp(columns);
  selfTimes(columns);
  countRepeats(columns);
  return { columns, rows };
}

class Interner {
  readonly names: string[] = [];
  private readonly ids = new Map<string, number>();

  id(name: string): number {
    let id = this.ids.get(name);
    if (id === undefined) {
      id = this.names.push(name) - 1;
      this.ids.set(name, id);
    }
    return id;
  }
}

/** Position of each span's parent, or -1; -2 when it names one that is not there. */
function parents(spans: WireSpan[]): Int32Array {
  const positions = new Map<string, number>();
  spans.forEach((span, i) => {
    if (!positions.has(span.spanID)) {
      positions.set(span.spanID, i);
    }
  });
  return Int32Array.from(spans, (span, i) => {
    const references = span.references ?? [];
    const reference =
      references.find((r) => r.traceID === span.traceID && r.refType === "CHILD_OF") ??
      references.find((r) => r.traceID === span.traceID && r.spanID !== span.spanID);
    if (!reference) {
      return -1;
    }
    const found = positions.get(reference.spanID);
    return found === undefined ? -2 : found === i ? -1 : found;
  });
}

/** Preorder by start time. Spans in a cycle are reached from their earliest member, which becomes a root. */
function depthFirst(spans: WireSpan[], parentOf: Int32Array) {
  const byStart = Array.from(spans.keys()).sort((a, b) => spans[a]!.startTime - spans[b]!.startTime || a - b);
  const children: number[][] = [];
  for (const i of byStart) {
    const parent = parentOf[i]!;
    if (parent >= 0) {
      (children[parent] ??= []).push(i);
    }
  }
  const order: number[] = [];
  const depth: number[] = [];
  const orphan: boolean[] = [];
  const seen = new Uint8Array(spans.length);
  const visit = (root: number, isOrphan: boolean) => {
    const stack = [root];
    const depths = [0];
    while (stack.length > 0) {
      const span = stack.pop()!;
      const level = depths.pop()!;
      if (seen[span]) {
        continue;
      }
      seen[span] = 1;
      order.push(span);
      depth.push(level);
      orphan.push(isOrphan && level === 0);
      const below = children[span] ?? [];
      for (let k = below.length - 1; k >= 0; k--) {
        stack.push(below[k]!);
        depths.push(level + 1);
      }
    }
  };
  byStart.filter((i) => parentOf[i]! < 0).forEach((i) => visit(i, parentOf[i] === -2));
  byStart.filter((i) => !seen[i]).forEach((i) => seen[i] || visit(i, true));
  return { order, depth, orphan };
}

function flagsOf(span: WireSpan): number {
  let flags = (span.warnings?.length ?? 0) > 0 ? WARNING : 0;
  for (const tag of span.tags ?? []) {
    if (tag.key === "error" && isTrue(tag)) {
      flags |= ERROR;
    } else if (tag.key === "span.kind") {
      flags |= KINDS[String(tag.value).toLowerCase()] ?? 0;
    } else if (tag.key === "otel.status_code" && tag.value === "ERROR") {
      flags |= ERROR;
    }
  }
  return flags;
}

/** Shown for calls that leave what is traced: the client's own word for whom it called. */
function peerOf(span: WireSpan, peers: Interner): number {
  const tag = (span.tags ?? []).find((candidate) => candidate.key === "peer.service");
  return tag ? peers.id(String(tag.value)) + 1 : 0;
}

const PILL_KEYS: ReadonlyArray<readonly string[]> = [
  ["http.request.method", "http.method"],
  ["http.response.status_code", "http.status_code"],
  ["db.system.name", "db.system"],
  ["rpc.system.name", "rpc.system"],
  ["messaging.system"],
];

/** The few words that say what kind of call a span is. */
function pillOf(span: WireSpan, pills: Interner): number {
  const words: string[] = [];
  for (const keys of PILL_KEYS) {
    const tag = (span.tags ?? []).find((candidate) => keys.includes(candidate.key));
    if (tag && String(tag.value) !== "") {
      words.push(String(tag.value).slice(0, 20));
    }
  }
  return words.length === 0 ? 0 : pills.id(words.join(" ")) + 1;
}

const LEAST_REPEATS = 3;

/** Marks runs of siblings, in order of start, that have the same service and operation. */
function countRepeats(columns: TraceColumns): void {
  const first = new Int32Array(columns.count).fill(-1);
  const length = new Uint32Array(columns.count);
  for (let row = 0; row < columns.count; row++) {
    const parent = columns.parent[row]!;
    if (parent < 0) {
      continue;
    }
    const run = first[parent]!;
    if (run >= 0 && columns.service[run] === columns.service[row] && columns.operation[run] === columns.operation[row]) {
      length[run]!++;
    } else {
      first[parent] = row;
      length[row] = 1;
    }
  }
  for (let row = 0; row < columns.count; row++) {
    columns.repeats[row] = length[row]! >= LEAST_REPEATS ? length[row]! : 0;
  }
}

const MOST_TICKS = 50;

function eventTimes(span: WireSpan): Float32Array | undefined {
  const logs = span.logs ?? [];
  return logs.length === 0 ? undefined : Float32Array.from(logs.slice(0, MOST_TICKS), (log) => log.timestamp - span.startTime);
}

function isTrue(tag: Tag): boolean {
  return tag.value === true || tag.value === "true";
}

/** Subtree sizes and "error below", from the last row up. */
function rollUp(columns: TraceColumns): void {
  for (let row = columns.count - 1; row > 0; row--) {
    const parent = columns.parent[row]!;
    if (parent >= 0) {
      columns.subtree[parent]! += columns.subtree[row]!;
      if (columns.flags[row]! & (ERROR | ERROR_BELOW)) {
        columns.flags[parent]! |= ERROR_BELOW;
      }
    }
  }
}

/** Self time: the span's duration less the union of its children's intervals within it. Children are in start order. */
function selfTimes(columns: TraceColumns): void {
  const covered = new Float64Array(columns.count);
  const reach = new Float64Array(columns.count).fill(Number.NEGATIVE_INFINITY);
  for (let row = 0; row < columns.count; row++) {
    const parent = columns.parent[row]!;
    if (parent >= 0) {
      const from = Math.max(columns.start[row]!, columns.start[parent]!, reach[parent]!);
      const to = Math.min(columns.start[row]! + columns.duration[row]!, columns.start[parent]! + columns.duration[parent]!);
      if (to > from) {
        covered[parent]! += to - from;
        reach[parent] = to;
      }
    }
  }
  for (let row = 0; row < columns.count; row++) {
    columns.selfTime[row] = Math.max(0, columns.duration[row]! - covered[row]!);
  }
}
