// SPDX-License-Identifier: Apache-2.0
import { getJsonWithHeader } from "./client";
import { parseLogfmt } from "../lib/logfmt";

/** One row of search results. Times are microseconds since the epoch. */
export interface Summary {
  traceId: string;
  rootService: string;
  rootOperation: string;
  startMicros: number;
  durationMicros: number;
  spans: number;
  errors: number;
  orphans: number;
  services: { name: string; spans: number; errors: number }[];
  /** From a file, not from the server. */
  uploaded?: boolean;
  /** What to look for in the trace. */
  find?: string;
}

interface WireSummary {
  traceId: string;
  rootServiceName?: string;
  rootOperationName?: string;
  minStartTimeUnixNano?: string;
  maxEndTimeUnixNano?: string;
  spanCount?: number;
  errorSpanCount?: number;
  orphanSpanCount?: number;
  services?: { name?: string; spanCount?: number; errorSpanCount?: number }[];
}

/** What the search form asks; the names are those of the page's URL, which are Jaeger's. */
export interface SearchQuery {
  service: string;
  operation: string;
  tags: string;
  startMicros: number;
  endMicros: number;
  minDuration: string;
  maxDuration: string;
  limit: number;
  query: string;
}

export function summaryPath(query: SearchQuery): string {
  const params = new URLSearchParams();
  const put = (name: string, value: string) => value !== "" && params.set(name, value);
  put("query.serviceName", query.service);
  put("query.operationName", query.operation);
  const tags = parseLogfmt(query.tags);
  put("query.attributes", Object.keys(tags).length > 0 ? JSON.stringify(tags) : "");
  put("query.startTimeMin", new Date(query.startMicros / 1000).toISOString());
  put("query.startTimeMax", new Date(Math.ceil(query.endMicros / 1000)).toISOString());
  put("query.durationMin", query.minDuration.replace(/\s/g, ""));
  put("query.durationMax", query.maxDuration.replace(/\s/g, ""));
  put("query.searchDepth", String(query.limit));
  put("query.query", query.query);
  return `api/v3/trace-summaries?${params}`;
}

/** The same question as the legacy API takes it. */
export function legacyParams(query: SearchQuery): URLSearchParams {
  const params = new URLSearchParams();
  const put = (name: string, value: string) => value !== "" && params.set(name, value);
  put("service", query.service);
  put("operation", query.operation);
  const tags = parseLogfmt(query.tags);
  put("tags", Object.keys(tags).length > 0 ? JSON.stringify(tags) : "");
  put("start", String(Math.floor(query.startMicros)));
  put("end", String(Math.ceil(query.endMicros)));
  put("minDuration", query.minDuration.replace(/\s/g, ""));
  put("maxDuration", query.maxDuration.replace(/\s/g, ""));
  put("query", query.query);
  return params;
}

export function fromWire(wire: WireSummary): Summary {
  const start = nanosToMicros(wire.minStartTimeUnixNano);
  return {
    traceId: wire.traceId,
    rootService: wire.rootServiceName ?? "",
    rootOperation: wire.rootOperationName ?? "",
    startMicros: start,
    durationMicros: Math.max(0, nanosToMicros(wire.maxEndTimeUnixNano) - start),
    spans: wire.spanCount ?? 0,
    errors: wire.errorSpanCount ?? 0,
    orphans: wire.orphanSpanCount ?? 0,
    services: (wire.services ?? []).map((service) => ({
      name: service.name ?? "",
      spans: service.spanCount ?? 0,
      errors: service.errorSpanCount ?? 0,
    })),
  };
}

/** Through text, because nanoseconds of today do not fit a double exactly. */
function nanosToMicros(nanos: string | undefined): number {
  return nanos ? Number(BigInt(nanos) / 1000n) : 0;
}

/** A page of results, and the token of the next one if there may be more. */
export interface SummaryPage {
  rows: Summary[];
  next: string | null;
}

export async function searchSummaries(query: SearchQuery, after: string | null, signal?: AbortSignal): Promise<SummaryPage> {
  const path = summaryPath(query) + (after === null ? "" : `&query.after=${encodeURIComponent(after)}`);
  const { value, header } = await getJsonWithHeader<{ summaries?: WireSummary[] }>(path, "Next-Page", signal);
  return { rows: (value.summaries ?? []).map(fromWire), next: header };
}
