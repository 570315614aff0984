// SPDX-License-Identifier: Apache-2.0
import { signal } from "@preact/signals";
import { config } from "./config";

export type Theme = "light" | "dark";
const KEY = "jaeger-ui-theme";

function initial(): Theme {
  if (!config().themes.enabled) {
    return "light";
  }
  const forced = new URLSearchParams(location.search).get("uiTheme") ?? localStorage.getItem(KEY);
  if (forced === "light" || forced === "dark") {
    return forced;
  }
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

export const theme = signal<Theme>("light");

export function startTheme(): void {
  apply(initial());
}

export function toggleTheme(): void {
  const next = theme.value === "dark" ? "light" : "dark";
  localStorage.setItem(KEY, next);
  apply(next);
}

function apply(value: Theme): void {
  theme.value = value;
  document.documentElement.dataset["theme"] = value;
}

/** The present value of a colour token, for canvases. */
export function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}
