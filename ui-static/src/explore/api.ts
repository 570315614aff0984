// SPDX-License-Identifier: Apache-2.0
import { getJson } from "../api/client";

/** Rows of a search or of SQL, all values as text. */
export interface LogAnswer {
  columns: string[];
  types: string[];
  rows: Record<string, string>[];
  complete: boolean;
}

export interface Bucket {
  from: number;
  to: number;
  count: number;
}

export interface LogRequest {
  logstore: string;
  query: string;
  from: number;
  to: number;
  line: number;
  offset: number;
}

function path(kind: string, request: LogRequest): string {
  const params = new URLSearchParams({ query: request.query, from: String(request.from), to: String(request.to), line: String(request.line), offset: String(request.offset), reverse: "true" });
  if (request.logstore !== "") {
    params.set("logstore", request.logstore);
  }
  return `api/logs${kind}?${params}`;
}

export function searchLogs(request: LogRequest, signal: AbortSignal): Promise<LogAnswer> {
  return getJson<LogAnswer>(path("", request), signal);
}

export async function histogram(request: LogRequest, signal: AbortSignal): Promise<Bucket[]> {
  return (await getJson<{ buckets: Bucket[] }>(path("/histogram", request), signal)).buckets;
}

/** Whether the text has an SQL part: a pipe outside quotes. */
export function hasSql(query: string): boolean {
  return /\|/.test(query.replace(/"(?:[^"\\]|\\.)*"/g, ""));
}
