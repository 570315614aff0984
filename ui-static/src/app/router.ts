// SPDX-License-Identifier: Apache-2.0
import { signal } from "@preact/signals";
import { basePath } from "./config";

/** The location inside the application: path without base, and query parameters. */
export interface Route {
  path: string;
  params: URLSearchParams;
}

function read(): Route {
  const base = basePath();
  const full = location.pathname;
  const path = full.startsWith(base) ? full.slice(base.length - 1) : full;
  return { path: path === "" ? "/" : path, params: new URLSearchParams(location.search) };
}

const SEARCH_KEY = "tracing-on-sls.search";

/** The search that the page showed last, for the way back to it. */
export function lastSearch(): string {
  return sessionStorage.getItem(SEARCH_KEY) ?? "/search";
}

export function cameFromSearch(): boolean {
  return sessionStorage.getItem(SEARCH_KEY) !== null;
}

function rememberSearch(): void {
  const { path, params } = route.value;
  if (path === "/" || path.startsWith("/search")) {
    sessionStorage.setItem(SEARCH_KEY, params.size > 0 ? `/search?${params}` : "/search");
  }
}

export const route = signal<Route>({ path: "/", params: new URLSearchParams() });

/** Starts listening; called once. */
export function startRouter(): void {
  route.value = read();
  addEventListener("popstate", () => (route.value = read()));
  document.addEventListener("click", (event) => {
    const link = (event.target as Element | null)?.closest?.("a[href]");
    if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) {
      return;
    }
    const anchor = link as HTMLAnchorElement;
    const url = new URL(anchor.href);
    const inside = url.origin === location.origin && url.pathname.startsWith(basePath()) && !url.pathname.startsWith(`${basePath()}api/`);
    if (anchor.target || anchor.download || !inside) {
      return;
    }
    event.preventDefault();
    navigate(url.pathname.slice(basePath().length - 1) + url.search);
  });
}

/** Goes to a path inside the application, for example `/search?service=a`. */
export function navigate(to: string, options: { replace?: boolean } = {}): void {
  const url = href(to);
  rememberSearch();
  if (options.replace) {
    history.replaceState(null, "", url);
  } else if (url !== location.pathname + location.search) {
    history.pushState(null, "", url);
    scrollTo(0, 0);
  }
  route.value = read();
}

/** Changes some query parameters of the present page; undefined removes. */
export function setParams(changes: Record<string, string | undefined>, options: { replace?: boolean } = { replace: true }): void {
  const params = new URLSearchParams(location.search);
  for (const [key, value] of Object.entries(changes)) {
    if (value === undefined || value === "") {
      params.delete(key);
    } else {
      params.set(key, value);
    }
  }
  const query = params.toString();
  navigate(route.value.path + (query ? `?${query}` : ""), options);
}

/** Absolute path of a place inside the application. */
export function href(to: string): string {
  return basePath().slice(0, -1) + to;
}

export function withParams(path: string, params: Record<string, string | number | undefined>): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(params)) {
    if (value !== undefined && value !== "") {
      query.set(key, String(value));
    }
  }
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}
