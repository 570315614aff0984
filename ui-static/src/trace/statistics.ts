// SPDX-License-Identifier: Apache-2.0
import type { TraceColumns } from "./types";
import { ERROR } from "./types";

/** What rows are grouped by: `service`, `operation`, or `tag:` and a key. */
export type Grouping = "service" | "operation" | `tag:${string}`;

/** Figures of a group of spans; times in microseconds. Groups of a second grouping name their parent group. */
export interface StatRow {
  name: string;
  parent: string | null;
  count: number;
  errors: number;
  total: number;
  average: number;
  min: number;
  max: number;
  selfTotal: number;
  selfAverage: number;
}

/** Groups by the first grouping and, within it, by the second if there is one. Spans without the tag are left out, as in Jaeger's UI. */
export function statistics(
  columns: TraceColumns,
  groupings: Grouping[],
  tagValue: (row: number, key: string) => string | null,
): StatRow[] {
  const groups = new Map<string, StatRow>();
  for (let row = 0; row < columns.count; row++) {
    let parent: string | null = null;
    for (const grouping of groupings) {
      const name = nameOf(columns, row, grouping, tagValue);
      if (name === null) {
        break;
      }
      add(groups, JSON.stringify([parent, name]), name, parent, columns, row);
      parent = name;
    }
  }
  return [...groups.values()].map((group) => ({
    ...group,
    average: group.total / group.count,
    selfAverage: group.selfTotal / group.count,
  }));
}

function nameOf(
  columns: TraceColumns,
  row: number,
  grouping: Grouping,
  tagValue: (row: number, key: string) => string | null,
): string | null {
  if (grouping === "service") {
    return columns.services[columns.service[row]!]!;
  }
  return grouping === "operation" ? columns.operations[columns.operation[row]!]! : tagValue(row, grouping.slice(4));
}

function add(groups: Map<string, StatRow>, key: string, name: string, parent: string | null, columns: TraceColumns, row: number): void {
  const duration = columns.duration[row]!;
  const group = groups.get(key) ?? {
    name,
    parent,
    count: 0,
    errors: 0,
    total: 0,
    average: 0,
    min: Number.POSITIVE_INFINITY,
    max: 0,
    selfTotal: 0,
    selfAverage: 0,
  };
  group.count++;
  group.errors += columns.flags[row]! & ERROR ? 1 : 0;
  group.total += duration;
  group.min = Math.min(group.min, duration);
  group.max = Math.max(group.max, duration);
  group.selfTotal += columns.selfTime[row]!;
  groups.set(key, group);
}
