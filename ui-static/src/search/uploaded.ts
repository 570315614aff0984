// SPDX-License-Identifier: Apache-2.0
/** Traces from files, kept for the life of the page. */
const traces = new Map<string, unknown>();

export const uploaded = {
  /** Adds traces; returns their IDs. */
  add(list: unknown[]): string[] {
    const ids: string[] = [];
    for (const trace of list) {
      const id = (trace as { traceID?: unknown }).traceID;
      if (typeof id === "string") {
        traces.set(id, trace);
        ids.push(id);
      }
    }
    return ids;
  },

  ids(): string[] {
    return [...traces.keys()];
  },

  /** The trace as an envelope like the server's, or null. */
  envelope(id: string): string | null {
    const trace = traces.get(id);
    return trace === undefined ? null : JSON.stringify({ data: [trace] });
  },
};

export function isOtlp(text: string): boolean {
  return text.slice(0, 2000).includes('"resourceSpans"');
}

/** `{data: [...]}`, `{data: {...}}`, an array, or one trace. */
export function normalizeUpload(text: string): unknown[] {
  const parsed = JSON.parse(text) as unknown;
  const data = typeof parsed === "object" && parsed !== null && "data" in parsed ? (parsed as { data: unknown }).data : parsed;
  return Array.isArray(data) ? data : [data];
}
