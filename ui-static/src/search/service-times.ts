// SPDX-License-Identifier: Apache-2.0
import type { Summary } from "../api/summaries";
import { TraceHandle } from "../trace/handle";
import type { StatRow } from "../trace/statistics";
import { uploaded } from "./uploaded";

/** Time of a service over several traces, in microseconds. */
export interface ServiceTime {
  total: number;
  self: number;
}

const AT_ONCE = 4;

/** Adds the figures of one trace to those of the others. */
export function addTimes(times: Map<string, ServiceTime>, rows: StatRow[]): void {
  for (const row of rows) {
    const time = times.get(row.name) ?? { total: 0, self: 0 };
    times.set(row.name, { total: time.total + row.total, self: time.self + row.selfTotal });
  }
}

/** Reads the traces, a few at a time, and reports what is known so far after each. */
export async function loadServiceTimes(rows: Summary[], progress: (times: Map<string, ServiceTime>, done: number) => void): Promise<void> {
  const times = new Map<string, ServiceTime>();
  const queue = [...rows];
  let done = 0;
  const work = async () => {
    for (let row = queue.shift(); row; row = queue.shift()) {
      const envelope = uploaded.envelope(row.traceId);
      const handle = await (envelope === null ? TraceHandle.load(row.traceId, `?start=${row.startMicros}&end=${row.startMicros + row.durationMicros}`) : TraceHandle.open(envelope));
      addTimes(times, await handle.statistics(["service"]));
      handle.close();
      progress(new Map(times), ++done);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}
