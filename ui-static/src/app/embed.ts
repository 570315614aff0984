// SPDX-License-Identifier: Apache-2.0
/** Jaeger's parameters for pages within other pages. They hold for the life of the page, whatever it shows later. */
const NAMES = ["uiEmbed", "uiSearchHideGraph", "uiTimelineCollapseTitle", "uiTimelineHideMinimap", "uiTimelineHideSummary", "uiTheme"] as const;

export type EmbedFlag = (typeof NAMES)[number];

const kept = new Map<string, string>();

/** Remembers the parameters of the address with which the page was opened. */
export function startEmbed(params: URLSearchParams): void {
  kept.clear();
  for (const name of NAMES) {
    const value = params.get(name);
    if (value !== null) {
      kept.set(name, value);
    }
  }
}

/** Whether the page has no bar of its own. */
export function embedded(): boolean {
  return kept.has("uiEmbed");
}

export function embedFlag(name: EmbedFlag): boolean {
  return kept.has(name) && kept.get(name) !== "0";
}

/** The same address for a page of its own. */
export function standalone(path: string, params: URLSearchParams): string {
  const rest = new URLSearchParams(params);
  NAMES.forEach((name) => rest.delete(name));
  const query = rest.toString();
  return query ? `${path}?${query}` : path;
}
