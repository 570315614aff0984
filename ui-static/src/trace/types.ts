// SPDX-License-Identifier: Apache-2.0
/** Jaeger's JSON of a trace, as the server sends it. */

export type TagValue = string | number | boolean | null;

export interface Tag {
  key: string;
  type?: string;
  value: TagValue;
}

export interface Reference {
  refType: string;
  traceID: string;
  spanID: string;
}

export interface Log {
  timestamp: number;
  fields: Tag[];
}

export interface WireSpan {
  traceID: string;
  spanID: string;
  operationName: string;
  references?: Reference[] | null;
  startTime: number;
  duration: number;
  tags?: Tag[] | null;
  logs?: Log[] | null;
  processID: string;
  warnings?: string[] | null;
}

export interface WireProcess {
  serviceName: string;
  tags?: Tag[] | null;
}

export interface WireTrace {
  traceID: string;
  spans: WireSpan[];
  processes: Record<string, WireProcess>;
  warnings?: string[] | null;
}

/** Bits of {@link TraceColumns.flags}. */
export const ERROR = 1;
/** A descendant has an error. */
export const ERROR_BELOW = 2;
/** The parent is not in the trace. */
export const ORPHAN = 4;
export const SERVER = 8;
export const CLIENT = 16;
export const PRODUCER = 32;
export const CONSUMER = 64;
export const WARNING = 128;

/**
 * A trace as columns, one entry per span in depth-first order: a span's descendants are the `subtree[i] - 1` entries behind it. Times are
 * microseconds; starts count from the start of the trace.
 */
export interface TraceColumns {
  traceId: string;
  startMicros: number;
  durationMicros: number;
  count: number;
  parent: Int32Array;
  depth: Int32Array;
  subtree: Int32Array;
  start: Float64Array;
  duration: Float64Array;
  selfTime: Float64Array;
  service: Uint32Array;
  operation: Uint32Array;
  flags: Uint8Array;
  /** Index into `peers`, plus one; 0 for none: what an uninstrumented callee is called. */
  peer: Uint32Array;
  peers: string[];
  /** Index into `pills`, plus one; 0 for none: what kind of call it is, such as `GET 200` or `mysql`. */
  pill: Uint32Array;
  pills: string[];
  /** Rows of repeated siblings: at the first of three or more equal ones how many they are, 0 elsewhere. */
  repeats: Uint32Array;
  /** Times of the span's events, in microseconds from its start; undefined for none. */
  events: (Float32Array | undefined)[];
  services: string[];
  operations: string[];
  spanIds: string[];
  /** Whether a span tells of a call of a language model. */
  genAi: boolean;
  warnings: string[];
}

/** Everything about one span, for the detail view. */
export interface SpanDetail {
  index: number;
  spanId: string;
  service: string;
  operation: string;
  startMicros: number;
  durationMicros: number;
  tags: Tag[];
  processTags: Tag[];
  /** Tags of the spans above it and of their processes, the nearest first, each key once. */
  inherited: Tag[];
  logs: Log[];
  references: Reference[];
  warnings: string[];
}
