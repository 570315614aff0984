// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from "preact";
import { basePath, capabilities, config, version, type MenuItem } from "./config";
import { language, setLanguage, t } from "./i18n";
import { href, navigate, route } from "./router";
import { isSafeUrl } from "./safe-url";
import { theme, toggleTheme } from "./theme";
import { setTimeZone, timeZone } from "../lib/format";
import { Menu } from "./ui";

/** The bar at the top, and the page below it. Embedded pages (`uiEmbed=v0`) have no bar. */
export function Frame({ children }: { children: ComponentChildren }) {
  if (route.value.params.get("uiEmbed")) {
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
  const params = new URLSearchParams(route.value.params);
  params.delete("uiEmbed");
  return (
    <a class="standalone small" target="_blank" rel="noopener" href={href(`${route.value.path}?${params}`)}>
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
    <a class="button" href={item.url} target={item.anchorTarget ?? "_blank"} rel="noreferrer noopener">
      {item.label}
    </a>
  ) : (
    <span class="muted small">{item.label}</span>
  );
}

function Settings() {
  return (
    <>
      <button type="button" onClick={toggleTheme} aria-label={t("Switch between light and dark")} title={t("Switch between light and dark")}>
        {theme.value === "dark" ? "☀" : "☾"}
      </button>
      <Menu label={language.value === "zh-CN" ? "中文" : "EN"}>
        <button type="button" onClick={() => void setLanguage("en")}>
          English
        </button>
        <button type="button" onClick={() => void setLanguage("zh-CN")}>
          简体中文
        </button>
        <button type="button" onClick={() => changeZone("local")}>
          {timeZone() === "local" ? "✓ " : ""}
          {t("Local time")}
        </button>
        <button type="button" onClick={() => changeZone("UTC")}>
          {timeZone() === "UTC" ? "✓ " : ""}UTC
        </button>
        {version() && <span class="muted small">{version()}</span>}
      </Menu>
    </>
  );
}

function changeZone(zone: string): void {
  setTimeZone(zone);
  route.value = { ...route.value };
}
