// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { legacyParams, searchSummaries, type SearchQuery, type SummaryPage } from "../api/summaries";
import { t } from "../app/i18n";
import { navigate, route, setParams } from "../app/router";
import { ErrorNotice, Spinner, useLoad } from "../app/ui";
import { config } from "../app/config";
import { ConsoleLink } from "../app/console-link";
import { embedded, embedFlag } from "../app/embed";
import { parseLogfmt } from "../lib/logfmt";
import { FirstSpan } from "./first-span";
import { SearchForm } from "./form";
import { DurationHistogram } from "./histogram";
import { Results } from "./results";
import { Scatter } from "./scatter";
import { ServiceShare } from "./services-share";
import { Calls } from "./calls";
import { namedTraces, readForm, searchUrl, toQuery } from "./state";
import { Upload } from "./upload";
import { uploaded } from "./uploaded";

/** Search: the form, what was found as scatter plot and histogram, and the list. Without parameters: recent traces of all services. */
export function SearchPage() {
  const params = route.value.params;
  const form = readForm(params);
  const key = params.toString();
  const now = useMemo(() => Date.now() * 1000, [key]);
  const chosen = chosenTraces(params);
  const found = useLoad<Found>(key, async (signal) => {
    const named = chosen && (await (await import("./named")).loadNamed(chosen));
    return named ? { rows: named.rows, next: null, failures: named.failures } : { ...(await searchSummaries(toQuery(form, now), null, signal)), failures: [] };
  }, true);
  const more = useMore(found.value);
  const rows = more.rows;
  const again = () => (form.lookback === "custom" || chosen ? found.reload() : navigate(searchUrl(form, parseLogfmt(form.tags), Date.now() * 1000), { replace: true }));
  const narrow = (change: Record<string, string>) => {
    const query = toQuery(form, now);
    setParams({ start: String(query.startMicros), end: String(query.endMicros), lookback: "custom", ...change }, { replace: false });
  };
  document.title = t("Traces");
  return (
    <main class={embedded() ? "" : "search"}>
      {!embedded() && (
        <Aside>
          <SearchForm initial={form} />
          {!config().disableFileUploadControl && <Upload />}
        </Aside>
      )}
      <div class="stack" aria-busy={found.loading}>
        {found.error !== null && <ErrorNotice error={found.error} />}
        {found.value?.failures.map((failure) => (
          <ErrorNotice key={failure} error={failure} />
        ))}
        {found.loading && rows.length === 0 && <Spinner />}
        {rows.length > 0 && !embedFlag("uiSearchHideGraph") && (
          <div class="charts">
            <div class="card">
              <Scatter
                rows={rows}
                onOpen={(id) => navigate(`/trace/${id}`)}
                onBrush={(region) =>
                  narrow({
                    start: String(region.startMicros),
                    end: String(region.endMicros),
                    minDuration: `${Math.floor(region.minDuration)}us`,
                    maxDuration: `${Math.ceil(region.maxDuration)}us`,
                  })
                }
              />
            </div>
            <div class="card">
              <DurationHistogram rows={rows} onBrush={(from, to) => narrow({ minDuration: `${Math.floor(from)}us`, maxDuration: `${Math.ceil(to)}us` })} />
            </div>
          </div>
        )}
        {rows.length > 0 && params.get("view") === "ddg" && <Calls rows={rows} />}
        {rows.length > 0 && <Results rows={rows} onAgain={again} />}
        {more.error !== null && <ErrorNotice error={more.error} />}
        {more.next !== null && (
          <button type="button" disabled={more.loading} onClick={() => more.load(toQuery(form, now))}>
            {t("Next {count}", { count: form.limit })}
          </button>
        )}
        {!found.loading && !chosen && <ConsoleLink path="traces" params={legacyParams(toQuery(form, now))} />}
        {rows.length > 0 && <ServiceShare rows={rows} />}
        {!found.loading && found.error === null && rows.length === 0 && !chosen && <FirstSpan />}
      </div>
    </main>
  );
}

/** Beside the results; on a phone above them, and closed once there is something to read. */
function Aside({ children }: { children: ComponentChildren }) {
  return matchMedia("(max-width: 640px)").matches ? (
    <details>
      <summary>{t("Search")}</summary>
      <div class="stack">{children}</div>
    </details>
  ) : (
    <div class="stack">{children}</div>
  );
}

interface Found extends SummaryPage {
  failures: string[];
}

/** Traces that the address names, or those of the files that were opened; null for a search. */
function chosenTraces(params: URLSearchParams): ReadonlyMap<string, string> | null {
  if (params.has("uploaded")) {
    return new Map(uploaded.ids().map((id) => [id, ""]));
  }
  const named = namedTraces(params);
  return named.size > 0 ? named : null;
}

/** Further pages behind the first; they go when the first changes. */
function useMore(first: SummaryPage | null) {
  const none: SummaryPage = { rows: [], next: null };
  const [page, setPage] = useState(first ?? none);
  const [loading, setLoading] = useState(false);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    setPage(first ?? none);
    setError(null);
  }, [first]);
  const load = (query: SearchQuery) => {
    setLoading(true);
    searchSummaries(query, page.next)
      .then((next) => setPage({ rows: [...page.rows, ...next.rows], next: next.next }), setError)
      .finally(() => setLoading(false));
  };
  return { ...page, loading, error, load };
}
