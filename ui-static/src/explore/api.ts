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

export function logParams(request: LogRequest): URLSearchParams {
  const params = new URLSearchParams({ query: request.query, from: String(request.from), to: String(request.to), line: String(request.line), offset: String(request.offset), reverse: "true" });
  if (request.logstore !== "") {
    params.set("logstore", request.logstore);
  }
  return params;
}

function path(kind: string, request: LogRequest): string {
  return `api/logs${kind}?${logParams(request)}`;
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

/** An exact condition; quoting as Log Service has it. */
export function equals(field: string, value: string): string {
  const quote = (text: string) => `"${text.replace(/[\\"]/g, "\\$&")}"`;
  return `${/^\w+$/.test(field) ? field : quote(field)}: ${quote(value)}`;
}

/** Logs of a trace, in whichever length its id is written there. */
export function ofTrace(field: string, traceId: string): string {
  const long = traceId.padStart(32, "0");
  return long.startsWith("0".repeat(16)) ? `${equals(field, long)} or ${equals(field, long.slice(16))}` : equals(field, long);
}

/** The trace's id in a field that holds it, alone or as W3C's `traceparent`; empty when there is none. */
export function traceIdIn(text: string): string {
  return /^(?:[0-9a-f]{2}-)?([0-9a-f]{16}|[0-9a-f]{32})(?:-[0-9a-f]{16}-[0-9a-f]{2})?$/i.exec(text.trim())?.[1] ?? "";
}
