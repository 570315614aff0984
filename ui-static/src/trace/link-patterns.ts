// SPDX-License-Identifier: Apache-2.0
import { config, type LinkPattern, type Pattern } from "../app/config";
import { isSafeUrl } from "../app/safe-url";
import type { SpanDetail, Tag, TraceColumns } from "./types";

export interface Link {
  url: string;
  text: string;
}

const ALIASES: Record<string, string> = { resource: "process", attributes: "tags", events: "logs" };

/** Links that the configuration attaches to a tag. `#{name}` is replaced by parameters of trace and span and by other tags of the span. */
export function linksFor(type: "tags" | "process" | "logs", tag: Tag, columns: TraceColumns, detail: SpanDetail): Link[] {
  return config()
    .linkPatterns.filter((pattern) => applies(pattern, type, tag))
    .map((pattern) => link(pattern, (name) => parameter(name, tag, columns, detail)))
    .filter((found): found is Link => found !== null);
}

/** Links for the whole trace. */
export function traceLinks(columns: TraceColumns): Link[] {
  return config()
    .linkPatterns.filter((pattern) => matches(pattern.type, "traces"))
    .map((pattern) => link(pattern, (name) => traceParameter(name, columns)))
    .filter((found): found is Link => found !== null);
}

/** Whether a text is what a pattern asks for; everything is, without one. A test that throws says no. */
export function matches(pattern: Pattern | undefined, text: string): boolean {
  try {
    if (pattern === undefined) {
      return true;
    }
    if (typeof pattern === "function") {
      return Boolean(pattern(text));
    }
    if (pattern instanceof RegExp) {
      pattern.lastIndex = 0;
      return pattern.test(text);
    }
    return Array.isArray(pattern) ? pattern.includes(text) : pattern === text;
  } catch {
    return false;
  }
}

function applies(pattern: LinkPattern, type: string, tag: Tag): boolean {
  const names = Object.entries(ALIASES).flatMap(([alias, name]) => (name === type ? [alias, name] : []));
  return names.some((name) => matches(pattern.type, name)) && matches(pattern.key, tag.key) && matches(pattern.value, String(tag.value));
}

function link(pattern: LinkPattern, parameter: (name: string) => string | null): Link | null {
  const url = fill(pattern.url, parameter, encodeURIComponent);
  const text = fill(pattern.text, parameter, (value) => value);
  return url !== null && text !== null && isSafeUrl(url) ? { url, text } : null;
}

/** Null if a parameter is unknown: a link with a hole helps nobody. */
export function fill(template: string, parameter: (name: string) => string | null, encode: (value: string) => string): string | null {
  let complete = true;
  const filled = template.replace(/#\{([^}]*)\}/g, (_, expression: string) => {
    const [name, ...formatters] = expression.split("|").map((part) => part.trim());
    const value = parameter(name!);
    complete &&= value !== null;
    return encode(formatters.reduce(format, value ?? ""));
  });
  return complete ? filled : null;
}

function format(value: string, formatter: string): string {
  const [name, ...args] = formatter.split(/\s+/);
  switch (name) {
    case "epoch_micros_to_date_iso":
      return new Date(Number(value) / 1000).toISOString();
    case "pad_start":
      return value.padStart(Number(args[0]) || 0, args[1] ?? " ");
    case "add":
      return String(Number(value) + Number(args[0] ?? 0));
    default:
      return value;
  }
}

function traceParameter(name: string, columns: TraceColumns): string | null {
  switch (name.replace(/^trace\./, "")) {
    case "traceID":
      return columns.traceId;
    case "startTime":
      return String(columns.startMicros);
    case "endTime":
      return String(columns.startMicros + columns.durationMicros);
    case "duration":
      return String(columns.durationMicros);
    case "traceName":
      return columns.count === 0 ? null : `${columns.services[columns.service[0]!]}: ${columns.operations[columns.operation[0]!]}`;
    default:
      return null;
  }
}

function parameter(name: string, tag: Tag, columns: TraceColumns, detail: SpanDetail): string | null {
  if (name.startsWith("trace.")) {
    return traceParameter(name, columns);
  }
  if (name === tag.key) {
    return String(tag.value);
  }
  const spanValues: Record<string, string> = {
    spanID: detail.spanId,
    operationName: detail.operation,
    startTime: String(detail.startMicros),
    endTime: String(detail.startMicros + detail.durationMicros),
    duration: String(detail.durationMicros),
    traceID: columns.traceId,
  };
  const other = [...detail.tags, ...detail.processTags, ...detail.inherited].find((candidate) => candidate.key === name);
  return other ? String(other.value) : (spanValues[name] ?? null);
}
