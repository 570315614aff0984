// SPDX-License-Identifier: Apache-2.0
/** What the server wrote into the page: UI configuration, version, capabilities, base path. */

export interface LinkPattern {
  type: string | string[];
  key?: string | string[];
  value?: string | string[];
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
  monitor: { menuEnabled: boolean };
  search: { maxLookback: { label: string; value: string }; maxLimit: number; defaultLookback?: string };
  menu: MenuItem[];
  linkPatterns: LinkPattern[];
  topTagPrefixes: string[];
  disableFileUploadControl: boolean;
  disableJsonView: boolean;
  traceIdDisplayLength: number;
  useOpenTelemetryTerms: boolean;
  logstores: string[];
}

export interface Capabilities {
  archiveStorage: boolean;
  metricsStorage: boolean;
  searchWithoutServiceName: boolean;
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
  traceIdDisplayLength: 7,
  useOpenTelemetryTerms: true,
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
  for (const section of ["dependencies", "monitor", "search"] as const) {
    merged[section] = { ...DEFAULTS[section], ...(given[section] as object | undefined) };
  }
  return merged as unknown as UiConfig;
}

let cachedConfig: UiConfig | null = null;

export function config(): UiConfig {
  cachedConfig ??= mergeConfig(injected("ui-config"));
  return cachedConfig;
}

export function version(): string {
  return String(injected("ui-version")["gitVersion"] ?? "");
}

export function capabilities(): Capabilities {
  return { archiveStorage: false, metricsStorage: true, searchWithoutServiceName: true, ...injected("ui-capabilities") };
}

/** Path of the page's mount point, with a trailing slash. */
export function basePath(): string {
  const path = new URL(document.baseURI).pathname;
  return path.endsWith("/") ? path : path.slice(0, path.lastIndexOf("/") + 1);
}
