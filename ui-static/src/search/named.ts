// SPDX-License-Identifier: Apache-2.0
import type { Summary } from "../api/summaries";
import { TraceHandle } from "../trace/handle";
import { ERROR, ORPHAN, type TraceColumns } from "../trace/types";
import { uploaded } from "./uploaded";

const AT_ONCE = 4;

/** A result row for a trace that is at hand. */
export function summaryOf(columns: TraceColumns): Summary {
  const services = columns.services.map((name) => ({ name, spans: 0, errors: 0 }));
  const summary = { traceId: columns.traceId, rootService: "", rootOperation: "", startMicros: columns.startMicros, durationMicros: columns.durationMicros, spans: columns.count, errors: 0, orphans: 0 };
  for (let row = 0; row < columns.count; row++) {
    const service = services[columns.service[row]!]!;
    const failed = columns.flags[row]! & ERROR ? 1 : 0;
    service.spans++;
    service.errors += failed;
    summary.errors += failed;
    summary.orphans += columns.flags[row]! & ORPHAN ? 1 : 0;
  }
  const root = columns.parent.findIndex((parent, row) => parent < 0 && (columns.flags[row]! & ORPHAN) === 0);
  if (root >= 0) {
    summary.rootService = columns.services[columns.service[root]!]!;
    summary.rootOperation = columns.operations[columns.operation[root]!]!;
  }
  return { ...summary, services };
}

/** Traces that were read, and why others were not. */
export interface NamedTraces {
  rows: Summary[];
  failures: string[];
}

/** Reads traces by their IDs, from the server or from files that were opened, a few at a time and in the order given. */
export async function loadNamed(named: ReadonlyMap<string, string>): Promise<NamedTraces> {
  const ids = [...named.keys()];
  const rows: (Summary | null)[] = ids.map(() => null);
  const failures: string[] = [];
  const queue = [...ids.keys()];
  const work = async () => {
    for (let i = queue.shift(); i !== undefined; i = queue.shift()) {
      const id = ids[i]!;
      const envelope = uploaded.envelope(id);
      try {
        const handle = await (envelope === null ? TraceHandle.load(id) : TraceHandle.open(envelope));
        rows[i] = { ...summaryOf(handle.columns), uploaded: envelope !== null, find: named.get(id) ?? "" };
        handle.close();
      } catch (failure) {
        failures.push(`${id}: ${failure instanceof Error ? failure.message : String(failure)}`);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { rows: rows.filter((row) => row !== null), failures };
}
