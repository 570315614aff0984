// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from "preact";
import { basePath, capabilities, config, newTab, version, type MenuItem } from "./config";
import { embedded, standalone } from "./embed";
import { language, setLanguage, t } from "./i18n";
import { href, navigate, route } from "./router";
import { isSafeUrl } from "./safe-url";
import { theme, toggleTheme } from "./theme";
import { setTimeZone, timeZone, timeZones } from "../lib/format";
import { Menu } from "./ui";

/** The bar at the top, and the page below it. Embedded pages (`uiEmbed=v0`) have no bar. */
export function Frame({ children }: { children: ComponentChildren }) {
  if (embedded()) {
    return (
      <>
        {children}
        <StandaloneLink />
      </>
    );
  }
  return (
    <>
      <TopBar />
      {children}
    </>
  );
}

/** The way out of an embedding page: the same address with the bar. */
function StandaloneLink() {
  return (
    <a class="standalone small" target="_blank" rel="noopener" href={href(standalone(route.value.path, route.value.params))}>
      {t("Open in Tracing on SLS")} ↗
    </a>
  );
}

function TopBar() {
  const path = route.value.path;
  return (
    <header class="topbar">
      <a class="brand" href={href("/search")}>
        <img src={`${basePath()}favicon.svg`} alt="" />
        Tracing on SLS
      </a>
      <nav aria-label={t("Pages")}>
        <NavLink to="/search" active={path === "/" || path.startsWith("/search")} label={t("Search")} />
        <NavLink to="/trace/..." active={path.startsWith("/trace/") && path.includes("...")} label={t("Compare")} />
        {config().dependencies.menuEnabled && <NavLink to="/dependencies" active={path === "/dependencies"} label={t("System Architecture")} />}
        {config().monitor.menuEnabled && capabilities().metricsStorage && <NavLink to="/monitor" active={path === "/monitor"} label={t("Monitor")} />}
        <NavLink to="/explore" active={path === "/explore"} label={t("Explore logs")} />
      </nav>
      <span class="grow" />
      <TraceBox />
      {config().menu.map((item) => (
        <ConfigMenu key={item.label} item={item} />
      ))}
      <Settings />
    </header>
  );
}

function NavLink({ to, active, label }: { to: string; active: boolean; label: string }) {
  return (
    <a href={href(to)} aria-current={active ? "page" : undefined}>
      {label}
    </a>
  );
}

function TraceBox() {
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const id = new FormData(event.currentTarget).get("id") as string;
        if (id.trim()) {
          navigate(`/trace/${encodeURIComponent(id.trim())}`);
        }
      }}
    >
      <input name="id" type="search" placeholder={t("Look up by trace ID")} aria-label={t("Look up by trace ID")} autocomplete="off" />
    </form>
  );
}

/** Links of the configuration file; only schemes that can't run code. */
function ConfigMenu({ item }: { item: MenuItem }) {
  if (item.items) {
    return (
      <Menu label={item.label}>
        {item.items.map((child) => (
          <ConfigLink key={child.label} item={child} />
        ))}
      </Menu>
    );
  }
  return <ConfigLink item={item} />;
}

function ConfigLink({ item }: { item: MenuItem }) {
  return item.url && isSafeUrl(item.url) ? (
    <a class="button" href={item.url} target={item.anchorTarget ?? newTab()} rel="noreferrer noopener">
      {item.label}
    </a>
  ) : (
    <span class="muted small">{item.label}</span>
  );
}

function Settings() {
  return (
    <>
      {config().themes.enabled && (
        <button type="button" onClick={toggleTheme} aria-label={t("Switch between light and dark")} title={t("Switch between light and dark")}>
          {theme.value === "dark" ? "☀" : "☾"}
        </button>
      )}
      <Menu label={language.value === "zh-CN" ? "中文" : "EN"} keepOpen>
        <button type="button" lang="en" onClick={() => void setLanguage("en")}>
          {language.value === "en" ? "✓ " : ""}English
        </button>
        <button type="button" lang="zh-CN" onClick={() => void setLanguage("zh-CN")}>
          {language.value === "zh-CN" ? "✓ " : ""}简体中文
        </button>
        <label>
          {t("Time zone")}
          <select value={timeZone()} onChange={(event) => changeZone(event.currentTarget.value)}>
            <option value="local">{t("Local time")}</option>
            {timeZones().map((zone) => (
              <option key={zone} value={zone}>
                {zone}
              </option>
            ))}
          </select>
        </label>
        {version() && <span class="muted small">{version()}</span>}
      </Menu>
    </>
  );
}

function changeZone(zone: string): void {
  setTimeZone(zone);
  route.value = { ...route.value };
}
