// SPDX-License-Identifier: Apache-2.0
import { config } from "../app/config";
import { withParams } from "../app/router";
import { parseDuration } from "../lib/format";
import { toLogfmt } from "../lib/logfmt";
import type { SearchQuery } from "../api/summaries";

/** The search form as the URL has it. Names and meanings are those of Jaeger's UI, so that its bookmarks work. */
export interface FormState {
  service: string;
  operation: string;
  tags: string;
  query: string;
  lookback: string;
  /** Microseconds; only for a custom range. */
  start: number;
  end: number;
  minDuration: string;
  maxDuration: string;
  limit: number;
}

export const LOOKBACKS = ["5m", "15m", "30m", "1h", "2h", "3h", "6h", "12h", "24h", "2d", "3d", "7d", "14d", "4w"];

export function lookbackMicros(lookback: string): number | null {
  const weeks = /^(\d+)w$/.exec(lookback);
  return weeks ? Number(weeks[1]) * 7 * 86_400_000_000 : parseDuration(lookback);
}

/** Lookbacks up to the configured longest one. */
export function allowedLookbacks(): string[] {
  const longest = lookbackMicros(config().search.maxLookback.value) ?? Number.POSITIVE_INFINITY;
  return LOOKBACKS.filter((lookback) => lookbackMicros(lookback)! <= longest);
}

export function readForm(params: URLSearchParams): FormState {
  const any = (name: string) => {
    const value = params.get(name) ?? "";
    return /^(all|-|__all_services__|__all_operations__)$/.test(value) ? "" : value;
  };
  return {
    service: any("service"),
    operation: any("operation"),
    tags: readTags(params),
    query: params.get("query") ?? "",
    lookback: params.get("lookback") ?? (params.get("start") ? "custom" : (config().search.defaultLookback ?? "1h")),
    start: Number(params.get("start") ?? 0),
    end: Number(params.get("end") ?? 0),
    minDuration: params.get("minDuration") ?? "",
    maxDuration: params.get("maxDuration") ?? "",
    limit: Math.min(Number(params.get("limit")) || 20, config().search.maxLimit),
  };
}

/** `tags={"k":"v"}` as Jaeger's UI writes it, and the older `tag=k:v`. */
function readTags(params: URLSearchParams): string {
  const tags: Record<string, string> = {};
  for (const pair of params.getAll("tag")) {
    const colon = pair.indexOf(":");
    if (colon > 0) {
      tags[pair.slice(0, colon)] = pair.slice(colon + 1);
    }
  }
  for (const json of params.getAll("tags")) {
    try {
      Object.assign(tags, JSON.parse(json));
    } catch {
      return json;
    }
  }
  return toLogfmt(tags);
}

/** Times are always sent; a look-back without times counts from now. */
export function toQuery(form: FormState, nowMicros: number): SearchQuery {
  const span = lookbackMicros(form.lookback);
  const custom = form.start > 0 && form.end > 0;
  const end = nowMicros - endAdjustment();
  return {
    service: form.service,
    operation: form.operation,
    tags: form.tags,
    query: form.query,
    startMicros: custom ? form.start : end - (span ?? 3_600_000_000),
    endMicros: custom ? form.end : end,
    minDuration: form.minDuration,
    maxDuration: form.maxDuration,
    limit: form.limit,
  };
}

const ADJUST_KEY = "tracing-on-sls.adjust-end";

/** By how much a search that reaches to now ends earlier, so that traces which are still arriving stay out; 0 for not at all. */
export function endAdjustment(): number {
  return localStorage.getItem(ADJUST_KEY) === "off" ? 0 : (parseDuration(config().search.adjustEndTime ?? "") ?? 0);
}

export function setEndAdjustment(on: boolean): void {
  localStorage.setItem(ADJUST_KEY, on ? "on" : "off");
}

/** The traces that an address names instead of asking for them: `traceID=…`, repeated, and `span=a b@trace`. To each, the spans to look for. */
export function namedTraces(params: URLSearchParams): Map<string, string> {
  const named = new Map(params.getAll("traceID").map((id) => [id, ""]));
  for (const pair of params.getAll("span")) {
    const at = pair.lastIndexOf("@");
    if (at >= 0) {
      const spans = [named.get(pair.slice(at + 1)) ?? "", pair.slice(0, at)].filter(Boolean).join(" ");
      named.set(pair.slice(at + 1), spans);
    }
  }
  return named;
}

/** The URL of a search; start and end are frozen into it, the look-back is kept as its name. */
export function searchUrl(form: FormState, tags: Record<string, string>, nowMicros: number): string {
  const query = toQuery({ ...form, ...(form.lookback === "custom" ? {} : { start: 0, end: 0 }) }, nowMicros);
  return withParams("/search", {
    end: query.endMicros,
    limit: form.limit,
    lookback: form.lookback,
    maxDuration: form.maxDuration,
    minDuration: form.minDuration,
    operation: form.operation,
    query: form.query,
    service: form.service,
    start: query.startMicros,
    tags: Object.keys(tags).length > 0 ? JSON.stringify(tags) : undefined,
  });
}
