// SPDX-License-Identifier: Apache-2.0
import { render, type ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { runConfiguredScripts } from "./app/config";
import { startEmbed } from "./app/embed";
import { Frame } from "./app/frame";
import { startLanguage, t } from "./app/i18n";
import { route, startRouter } from "./app/router";
import { startTheme } from "./app/theme";
import { ErrorNotice, Spinner } from "./app/ui";
import { SearchPage } from "./search/page";
import "./styles.css";

type Page = ComponentType;

/** Pages other than the search are loaded when first opened. */
const LAZY: ReadonlyArray<readonly [RegExp, () => Promise<Page>]> = [
  [/^\/trace\/.*\.\.\./, async () => (await import("./compare/page")).ComparePage],
  [/^\/trace\/[^/]+$/, async () => (await import("./trace/page")).TracePage],
  [/^\/(deep-)?dependencies$/, async () => (await import("./pages/dependencies")).DependenciesPage],
  [/^\/monitor$/, async () => (await import("./pages/monitor")).MonitorPage],
  [/^\/explore$/, async () => (await import("./explore/page")).ExplorePage],
];

function App() {
  const path = route.value.path;
  if (path === "/" || path.startsWith("/search")) {
    return (
      <Frame>
        <SearchPage />
      </Frame>
    );
  }
  const page = LAZY.find(([pattern]) => pattern.test(path));
  return <Frame>{page ? <Lazy key={page[0].source} load={page[1]} /> : <main><div class="empty">{t("There is no such page.")}</div></main>}</Frame>;
}

function Lazy({ load }: { load: () => Promise<Page> }) {
  const [page, setPage] = useState<{ Page: Page } | null>(null);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    load().then((loaded) => setPage({ Page: loaded }), setError);
  }, []);
  if (error) {
    return <main><ErrorNotice error={error} /></main>;
  }
  return page ? <page.Page /> : <Spinner />;
}

startEmbed(new URLSearchParams(location.search));
startTheme();
startRouter();
runConfiguredScripts();
void startLanguage().then(() => render(<App />, document.getElementById("root")!));
