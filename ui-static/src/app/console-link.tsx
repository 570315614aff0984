// SPDX-License-Identifier: Apache-2.0
import { basePath, capabilities, newTab } from "./config";
import { t } from "./i18n";

/** Leads to the store's own console with the same question; nothing where the store has none. The server finds the address when it is followed. */
export function ConsoleLink({ path, params }: { path: "traces" | "logs"; params: URLSearchParams }) {
  return capabilities().consoleLinks ? (
    <a href={consoleUrl(path, params)} target={newTab()} rel="noreferrer noopener">
      ↗ {t("Log Service console")}
    </a>
  ) : null;
}

export function consoleUrl(path: "traces" | "logs", params: URLSearchParams): string {
  return `${basePath()}api/console/${path}?${params}&redirect=true`;
}
