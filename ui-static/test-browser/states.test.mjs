// SPDX-License-Identifier: Apache-2.0
// Pages in states that good days do not show: nothing stored, waiting, failing, huge, menus open. In both themes, with a look by axe.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import * as axe from "@axe-core/playwright";
import { api, Person, skipReason, start } from "./browser.mjs";
import { bigTrace, manySummaries } from "./synthetic.mjs";

const AxeBuilder = axe.AxeBuilder ?? axe.default;
const json = (body, status = 200) => ({ status, contentType: "application/json", body: JSON.stringify(body) });

describe("states", { skip: skipReason }, () => {
  let browser;
  let trace;
  let huge;
  before(async () => {
    browser = await start();
    trace = (await api("traces?service=productpage.default&limit=1")).data[0];
    huge = JSON.stringify({ data: [bigTrace(10_000)] });
  });
  after(async () => browser?.close());

  const answer = (page, pattern, reply) => page.route(pattern, (route) => route.fulfill(reply));
  const open = (person, name) => person.click(person.page.getByRole("button", { name }));

  const states = () => [
    ["empty-store", "/search", ".snippet", async (page) => {
      await answer(page, "**/api/v3/services", json({ services: [] }));
      await answer(page, "**/api/v3/trace-summaries*", json({ summaries: [] }));
    }],
    ["search-loading", "/search", ".spinner", (page) => page.route("**/api/v3/trace-summaries*", () => {})],
    ["search-failing", "/search", ".notice.error", (page) => answer(page, "**/api/v3/trace-summaries*", json({ error: { httpCode: 503, message: "Log Service: ReadQuotaExceed" } }, 503))],
    ["search-huge", "/search?limit=1500", ".result", (page) => answer(page, "**/api/v3/trace-summaries*", json({ summaries: manySummaries(1_500) }))],
    ["search-table", "/search", ".result-line", (page) => page.addInitScript(() => localStorage.setItem("jaeger.search-results.mode", "table"))],
    ["search-completion", "/search", ".combobox li", null, async (person) => person.click(person.page.getByRole("combobox", { name: /Service/ }))],
    ["search-calls", "/search?view=ddg&service=productpage.default", ".graph .node", null],
    ["trace-loading", `/trace/${trace.traceID}`, ".spinner", (page) => page.context().route("**/api/traces/*", () => {})],
    ["trace-huge", "/trace/2710", ".span-row", (page) => page.context().route("**/api/traces/*", (route) => route.fulfill({ contentType: "application/json", body: huge }))],
    ["trace-flame-huge", "/trace/2710?view=flame", ".flame tbody tr", (page) => page.context().route("**/api/traces/*", (route) => route.fulfill({ contentType: "application/json", body: huge }))],
    ["trace-graph-huge", "/trace/2710?view=graph", "main", (page) => page.context().route("**/api/traces/*", (route) => route.fulfill({ contentType: "application/json", body: huge }))],
    ["trace-show-menu", `/trace/${trace.traceID}`, ".checklist", null, (person) => open(person, "Show")],
    ["trace-more-menu", `/trace/${trace.traceID}`, ".menu > div", null, (person) => open(person, "More")],
    ["trace-help", `/trace/${trace.traceID}`, "dialog[open]", null, (person) => open(person, "Keyboard shortcuts")],
    ["trace-panel", `/trace/${trace.traceID}?uiFind=${trace.spans[0].spanID}`, ".side-panel table", (page) => page.addInitScript(() => localStorage.setItem("detailPanelMode", "sidepanel"))],
    ["compare-empty", "/trace/...", ".empty", null],
    ["dependencies-empty", "/dependencies", ".empty", (page) => answer(page, "**/api/dependencies*", json({ data: [] }))],
    ["dependencies-force", "/dependencies?layout=force", ".graph .node", null],
    ["monitor-empty", "/monitor?service=nobody", ".empty", null],
    ["monitor-failing", "/monitor", ".notice.error", (page) => answer(page, "**/api/metrics/**", json({ errors: [{ code: 501, msg: "no metrics in this storage" }] }, 501))],
    ["explore-failing", `/explore?query=${encodeURIComponent("* | select nonsense from")}`, ".notice.error", null],
    ["no-such-page", "/nowhere", ".empty", null],
    ["settings-menu", "/search", ".menu > div", null, (person) => open(person, /^EN/)],
  ];

  for (const theme of ["light", "dark"]) {
    test(`in the ${theme} theme`, async () => {
      for (const [name, path, selector, prepare, act] of states()) {
        const person = await Person.arrive(browser, "/favicon.svg", { theme });
        await prepare?.(person.page);
        await person.page.goto(new URL(path, person.page.url()).href);
        await person.page.locator("main, .trace-head, .spinner").first().waitFor();
        await act?.(person);
        await person.page.locator(selector).first().waitFor();
        await person.screenshot(`state-${name}-${theme}`);
        const surprises = person.problems.filter((problem) => !/status of (400|501|503)/.test(problem));
        assert.deepEqual(surprises, [], name);
        if (name.endsWith("-huge")) {
          await person.leave();
          continue;
        }
        const found = await new AxeBuilder({ page: person.page }).withTags(["wcag2a", "wcag2aa"]).analyze();
        const serious = found.violations.filter((violation) => ["serious", "critical"].includes(violation.impact));
        assert.deepEqual(serious.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.html.slice(0, 160)).slice(0, 3).join(" | ")}`), [], `${name} in ${theme}`);
        await person.leave();
      }
    });
  }
});
