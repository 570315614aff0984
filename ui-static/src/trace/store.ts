// SPDX-License-Identifier: Apache-2.0
import { buildTrace } from "./build";
import { genAiCall, isGenAi, type GenAiCall } from "./gen-ai";
import { finder, parseFind } from "./find";
import { statistics, type Grouping, type StatRow } from "./statistics";
import type { Log, SpanDetail, Tag, TraceColumns, WireSpan, WireTrace } from "./types";

/** An event with the span it belongs to. */
export interface TraceLog extends Log {
  row: number;
}

/** One trace with everything in it. Lives in a worker, so that the page keeps only the columns. */
export class TraceStore {
  readonly columns: TraceColumns;
  private readonly rows: WireSpan[];

  constructor(private readonly trace: WireTrace) {
    const built = buildTrace(trace);
    this.columns = built.columns;
    this.rows = built.rows;
  }

  /** From the body of `/api/traces/{id}` or an uploaded file's trace. */
  static fromEnvelope(text: string): TraceStore {
    const parsed = JSON.parse(text) as { data?: WireTrace[] | null };
    const trace = parsed.data?.[0];
    if (!trace) {
      throw new Error("The answer holds no trace.");
    }
    return new TraceStore(trace);
  }

  detail(row: number): SpanDetail {
    const span = this.rows[row]!;
    const process = this.trace.processes?.[span.processID];
    return {
      index: row,
      spanId: span.spanID,
      service: process?.serviceName ?? "unknown-service",
      operation: span.operationName,
      startMicros: span.startTime,
      durationMicros: span.duration,
      tags: span.tags ?? [],
      processTags: process?.tags ?? [],
      inherited: this.inherited(row),
      logs: span.logs ?? [],
      references: span.references ?? [],
      warnings: span.warnings ?? [],
    };
  }

  /** Tags that a link may name although the span itself lacks them. */
  private inherited(row: number): Tag[] {
    const nearest = new Map<string, Tag>();
    for (let above = this.columns.parent[row]!; above >= 0; above = this.columns.parent[above]!) {
      const span = this.rows[above]!;
      for (const tag of [...(span.tags ?? []), ...(this.trace.processes?.[span.processID]?.tags ?? [])]) {
        if (!nearest.has(tag.key)) {
          nearest.set(tag.key, tag);
        }
      }
    }
    return [...nearest.values()];
  }

  /** Rows that match an in-trace search. */
  find(text: string): Int32Array {
    const matches = finder(parseFind(text));
    const found: number[] = [];
    for (let row = 0; row < this.rows.length; row++) {
      const span = this.rows[row]!;
      if (matches(span, this.trace.processes?.[span.processID])) {
        found.push(row);
      }
    }
    return Int32Array.from(found);
  }

  /** All events in order of time. */
  logs(): TraceLog[] {
    const all: TraceLog[] = [];
    this.rows.forEach((span, row) => {
      for (const log of span.logs ?? []) {
        all.push({ ...log, row });
      }
    });
    return all.sort((a, b) => a.timestamp - b.timestamp);
  }

  /** Calls of language models, in the order of the tree. */
  genAiCalls(): GenAiCall[] {
    return this.rows.flatMap((span, row) => (isGenAi(span) ? [genAiCall(span, row)] : []));
  }

  tagKeys(): string[] {
    const keys = new Set<string>();
    for (const span of this.rows) {
      for (const tag of span.tags ?? []) {
        keys.add(tag.key);
      }
    }
    return [...keys].sort();
  }

  statistics(groupings: Grouping[]): StatRow[] {
    return statistics(this.columns, groupings, (row, key) => {
      const tag = (this.rows[row]!.tags ?? []).find((candidate) => candidate.key === key);
      return tag === undefined ? null : String(tag.value);
    });
  }
}
