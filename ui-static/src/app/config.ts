// SPDX-License-Identifier: Apache-2.0
/** What the server wrote into the page: UI configuration, version, capabilities, base path. */

/** One text, several of them, or, in a configuration in JavaScript, an expression or a test. */
export type Pattern = string | string[] | RegExp | ((text: string) => boolean);

export interface LinkPattern {
  type: Pattern;
  key?: Pattern;
  value?: Pattern;
  url: string;
  text: string;
}

export interface MenuItem {
  label: string;
  url?: string;
  anchorTarget?: string;
  items?: MenuItem[];
}

export interface UiConfig {
  archiveEnabled: boolean;
  criticalPathEnabled: boolean;
  dependencies: { menuEnabled: boolean; dagMaxNumServices: number };
  monitor: { menuEnabled: boolean; emptyState?: { mainTitle?: string; subTitle?: string; description?: string; info?: string }; docsLink?: string };
  search: { maxLookback: { label: string; value: string }; maxLimit: number; defaultLookback?: string; adjustEndTime?: string };
  menu: MenuItem[];
  linkPatterns: LinkPattern[];
  topTagPrefixes: string[];
  disableFileUploadControl: boolean;
  disableJsonView: boolean;
  forbidNewPage: boolean;
  traceIdDisplayLength: number;
  useOpenTelemetryTerms: boolean;
  themes: { enabled: boolean };
  traceTimeline: { enableSidePanel: boolean; defaultDetailPanelMode: "inline" | "sidepanel"; spanPillsEnabled: boolean };
  traceDiff: { helpLink?: string };
  /** Code of the operator that is put into the page. The server allows it by its hash. */
  scripts: { type: string; text: string }[];
  logstores: string[];
}

export interface Capabilities {
  archiveStorage: boolean;
  metricsStorage: boolean;
  searchWithoutServiceName: boolean;
  /** Whether the store has a console of its own that shows the same question. */
  consoleLinks: boolean;
  /** Logstores besides that of the spans, with the field that holds the trace's id. */
  logstores: { name: string; traceField: string }[];
}

const DEFAULTS: UiConfig = {
  archiveEnabled: true,
  criticalPathEnabled: true,
  dependencies: { menuEnabled: true, dagMaxNumServices: 500 },
  monitor: { menuEnabled: true },
  search: { maxLookback: { label: "2 Days", value: "2d" }, maxLimit: 1500 },
  menu: [],
  linkPatterns: [],
  topTagPrefixes: ["http.", "error", "span.kind"],
  disableFileUploadControl: false,
  disableJsonView: false,
  forbidNewPage: false,
  traceIdDisplayLength: 7,
  useOpenTelemetryTerms: true,
  themes: { enabled: true },
  traceTimeline: { enableSidePanel: true, defaultDetailPanelMode: "inline", spanPillsEnabled: true },
  traceDiff: {},
  scripts: [],
  logstores: [],
};

/** Reads `NAME = {…};` out of a data block; null while the server has not replaced the word after the equals sign. */
export function readInjected(text: string): unknown {
  const match = /=\s*([\s\S]*?);?\s*$/.exec(text);
  try {
    return match ? JSON.parse(match[1]!) : null;
  } catch {
    return null;
  }
}

function injected(id: string): Record<string, unknown> {
  const value = readInjected(document.getElementById(id)?.textContent ?? "");
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

/** Jaeger's merge: one level deep for sections, whole replacement elsewhere. */
export function mergeConfig(given: Record<string, unknown>): UiConfig {
  const merged: Record<string, unknown> = { ...DEFAULTS, ...given };
  for (const section of ["dependencies", "monitor", "search", "themes", "traceTimeline"] as const) {
    merged[section] = { ...DEFAULTS[section], ...(given[section] as object | undefined) };
  }
  if (typeof given["dependenciesMenuEnabled"] === "boolean") {
    merged["dependencies"] = { ...(merged["dependencies"] as object), menuEnabled: given["dependenciesMenuEnabled"] };
  }
  return merged as unknown as UiConfig;
}

let cachedConfig: UiConfig | null = null;

export function config(): UiConfig {
  cachedConfig ??= mergeConfig(scripted() ?? injected("ui-config"));
  return cachedConfig;
}

/** What `UIConfig()` of a configuration in JavaScript answers; null without one. A broken one must not take the page down. */
function scripted(): Record<string, unknown> | null {
  const define = (globalThis as { UIConfig?: unknown }).UIConfig;
  if (typeof define !== "function") {
    return null;
  }
  try {
    const answer = define() as unknown;
    return typeof answer === "object" && answer !== null ? (answer as Record<string, unknown>) : null;
  } catch (failure) {
    console.error("UIConfig() failed", failure);
    return null;
  }
}

/** Where links lead that leave the page: a new tab, unless the configuration forbids that. */
export function newTab(): string | undefined {
  return config().forbidNewPage ? undefined : "_blank";
}

/** Runs the scripts that the configuration puts into the page. */
export function runConfiguredScripts(): void {
  for (const script of config().scripts) {
    if (script.type === "inline") {
      const element = document.createElement("script");
      element.textContent = script.text;
      document.body.append(element);
    }
  }
}

export function version(): string {
  return String(injected("ui-version")["gitVersion"] ?? "");
}

export function capabilities(): Capabilities {
  return { archiveStorage: false, metricsStorage: true, searchWithoutServiceName: true, consoleLinks: false, logstores: [], ...injected("ui-capabilities") };
}

/** The Logstores that logs can be read from besides that of the spans: those that the server allows, and those that the configuration names. */
export function logstores(): { name: string; traceField: string }[] {
  const allowed = capabilities().logstores;
  const named = config().logstores.filter((name) => !allowed.some((known) => known.name === name));
  return [...allowed, ...named.map((name) => ({ name, traceField: "" }))];
}

/** Path of the page's mount point, with a trailing slash. */
export function basePath(): string {
  const path = new URL(document.baseURI).pathname;
  return path.endsWith("/") ? path : path.slice(0, path.lastIndexOf("/") + 1);
}
