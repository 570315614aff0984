// SPDX-License-Identifier: Apache-2.0
// What an address, a configuration or a choice changes on the pages.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { chat } from "./synthetic.mjs";
import { api, Person, skipReason, start } from "./browser.mjs";

describe("features", { skip: skipReason }, () => {
  let browser;
  let traces;
  before(async () => {
    browser = await start();
    traces = (await api("traces?service=productpage.default&limit=3")).data;
  });
  after(async () => browser?.close());

  /** Opens a page, runs the steps and looks for messages of the page. */
  async function visit(path, options, steps) {
    const person = await Person.arrive(browser, path, options);
    try {
      await steps(person, person.page);
      assert.deepEqual(person.problems, [], "messages on the console");
    } finally {
      await person.leave();
    }
  }

  const id = (i = 0) => traces[i].traceID;
  const rowNames = (page) => page.locator(".span-row .name").evaluateAll((rows) => rows.map((row) => row.title));

  test("a configuration in JavaScript runs under the policy", (context) =>
    visit(`/trace/${id()}?uiFind=${traces[0].spans.find((span) => span.tags.some((tag) => tag.key === "http.url")).spanID}`, {}, async (person, page) => {
      if (!(await page.evaluate(() => typeof globalThis.UIConfig === "function"))) {
        context.skip("the server was started without test-browser/ui-config.js");
        return;
      }
      await page.getByRole("link", { name: "Handbook" }).waitFor();
      const link = page.getByRole("link", { name: /Logs of http/ }).first();
      assert.match(await link.getAttribute("href"), new RegExp(`^https://logs\\.example\\.com/\\?q=http.*trace=${id().replace(/^0+/, "0*")}`));
      await person.click(person.page.locator("summary", { hasText: "Resource" }));
      await page.getByRole("link", { name: "Host" }).first().waitFor();
    }));

  test("search, trace and logs lead to the store's console with the same question", (context) =>
    visit(`/search?service=productpage.default&lookback=1h`, {}, async (person, page) => {
      const console = page.getByRole("link", { name: "Log Service console" });
      await page.locator("main .card").first().waitFor();
      if (!(await page.content()).includes('"consoleLinks":true')) {
        context.skip("the server was started without aliyun-log.console-url");
        return;
      }
      /** Where the server leads to, as the query that stands in the address. */
      const asked = async () => {
        const answer = await page.request.get(new URL(await console.getAttribute("href"), page.url()).href, { maxRedirects: 0 });
        assert.equal(answer.status(), 302);
        const address = new URL(answer.headers()["location"]);
        assert.equal(address.pathname, "/lognext/project/tracing-local/logsearch/jaeger-span");
        return Buffer.from(address.searchParams.get("queryString"), "base64").toString();
      };
      assert.match(await asked(), /"service": "productpage\.default"/);
      await page.goto(new URL(`trace/${id()}`, page.url()).href);
      await page.locator(".span-row").first().waitFor();
      await person.click(person.button("More"));
      assert.match(await asked(), new RegExp(`"traceID": "${id().padStart(32, "0")}"`));
      await page.goto(new URL(`../explore?query=${encodeURIComponent('kind: "server" | select 1')}`, page.url()).href);
      await console.waitFor();
      assert.equal(await asked(), 'kind: "server" | select 1');
    }));

  test("collapsed rows are in the address", () =>
    visit(`/trace/${id()}`, {}, async (person, page) => {
      await page.locator(".span-row").first().waitFor();
      await person.click(page.locator(".span-row .toggle[aria-expanded=true]").nth(1));
      await page.waitForURL(/collapsed=/);
      const before = await rowNames(page);
      await page.reload();
      await page.locator(".span-row").first().waitFor();
      assert.deepEqual(await rowNames(page), before);
      await person.press("[");
      await page.waitForURL((url) => !url.search.includes("collapsed"));
    }));

  test("any time zone can be chosen", () =>
    visit(`/trace/${id()}`, {}, async (person, page) => {
      await page.locator(".span-row").first().waitFor();
      await person.click(page.getByRole("button", { name: /^EN/ }));
      await page.getByLabel("Time zone").selectOption("Asia/Shanghai");
      const start = new Date(Math.min(...traces[0].spans.map((span) => span.startTime)) / 1000 + 480 * 60_000).toISOString();
      await person.sees(start.slice(0, 16).replace("T", " "));
    }));

  test("conditions are completed", () =>
    visit("/search", {}, async (person, page) => {
      const field = page.getByRole("combobox", { name: /Conditions/ });
      await field.pressSequentially("serv");
      await person.click(page.getByRole("option", { name: "service", exact: true }));
      await field.press("End");
      await field.pressSequentially("rat");
      await page.getByRole("option", { name: "ratings.default" }).waitFor();
      await field.press("ArrowDown");
      await field.press("Enter");
      await page.getByRole("option", { name: "and" }).waitFor();
      await field.press("Escape");
      await person.click(person.button("Find Traces"));
      await page.waitForURL(/query=service\+%3D\+ratings/);
      await page.locator(".result").first().waitFor();
    }));

  test("traces and spans named in the address are listed", () =>
    visit(`/search?traceID=${id(0)}&traceID=${id(1)}&traceID=00000000deadbeef&span=${traces[1].spans[0].spanID}@${id(1)}`, {}, async (person, page) => {
      await page.locator(".result").nth(1).waitFor();
      assert.equal(await person.count(".result"), 2);
      await person.sees("00000000deadbeef:");
      assert.match(await page.locator(".result a.name").nth(1).getAttribute("href"), /uiFind=|start=/);
    }));

  test("a file with several traces is listed", () =>
    visit("/search", {}, async (person, page) => {
      const file = { name: "two.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify({ data: traces.slice(0, 2) })) };
      await page.locator("input[type=file]").setInputFiles(file);
      await page.waitForURL(/uploaded=1/);
      await page.locator(".result .pill", { hasText: "From a file" }).nth(1).waitFor();
      assert.equal(await person.count(".result"), 2);
      await person.click(person.button("Calls"));
      await page.locator(".graph .node").first().waitFor();
    }));

  test("details open beside the timeline, which stays where it is", () =>
    visit(`/trace/${id()}`, {}, async (person, page) => {
      await person.click(person.button("Details beside the timeline"));
      await page.mouse.move(900, 400);
      await person.click(page.locator(".span-row .label").nth(2));
      await page.locator(".side-panel table").first().waitFor();
      const box = await page.locator(".timeline").boundingBox();
      assert.equal(Math.round(box.x), 0);
      await page.locator(".span-row .label").nth(3).focus();
      await person.press("Enter");
      await page.locator(".span-row .label[aria-expanded=true]").waitFor();
    }));

  test("a trace of model calls shows what was said", () =>
    visit("/search", {}, async (person, page) => {
      await page.locator("input[type=file]").setInputFiles({ name: "chat.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify({ data: [chat()] })) });
      await person.sees("1,204 tokens in, 88 out");
      await person.sees("Which of the three versions of reviews is slow?");
      await person.screenshot("trace-model-calls");
      await person.click(person.button("Show in the timeline"));
      await page.locator(".span-row.match").waitFor();
    }));

  test("services are hidden, and Jaeger's way to say so in the address is known", () =>
    visit(`/trace/${id()}`, {}, async (person, page) => {
      await page.locator(".span-row").first().waitFor();
      const before = await person.count(".span-row");
      await person.click(person.button("Show"));
      await page.getByRole("checkbox", { name: "details.default" }).uncheck();
      await page.waitForURL(/svcFilter=[0-9a-f]+\.[0-9a-f]+/);
      await person.sees("hidden");
      assert.ok((await person.count(".span-row")) < before);
    }));

  test("an embedded page stays embedded", () =>
    visit("/search?uiEmbed=v0&uiTimelineHideSummary=1&service=productpage.default", {}, async (person, page) => {
      await person.click(".result a.name");
      await page.locator(".span-row").first().waitFor();
      assert.equal(await person.count(".topbar"), 0);
      assert.equal(await page.getByText("Depth").count(), 0);
      assert.equal(await person.count(".minimap"), 1);
    }));

  test("an embedded title can be collapsed", () =>
    visit(`/trace/${id()}?uiEmbed=v0&uiTimelineCollapseTitle=1`, {}, async (person, page) => {
      await page.locator(".span-row").first().waitFor();
      assert.equal(await person.count(".minimap"), 0);
      await person.click(person.button("Details of the trace"));
      await person.sees("Depth");
    }));

  test("the way back from a trace leads to the same search", () =>
    visit("/search?service=productpage.default&limit=7", {}, async (person, page) => {
      await person.click(".result a.name");
      await person.click(page.getByRole("link", { name: "Back to search" }));
      await page.waitForURL(/service=productpage.default&limit=7/);
    }));

  test("Jaeger's address of the monitor, with the window in milliseconds", () =>
    visit("/monitor?service=productpage.default&spanKind=server&timeframe=900000", {}, async (person, page) => {
      await page.locator(".uplot canvas").first().waitFor();
      assert.equal(await page.getByLabel("Window").inputValue(), "15m");
    }));

  test("the result table chooses for comparison", () =>
    visit("/search?service=productpage.default", {}, async (person, page) => {
      await person.click(page.getByRole("button", { name: "Table", exact: true }));
      await page.locator(".result-line input").nth(1).waitFor();
      await person.click(page.locator(".result-line input").nth(0));
      await person.click(page.locator(".result-line input").nth(1));
      await person.click(person.button("Compare (2)"));
      await person.sees("only in B");
    }));

  test("no page scrolls sideways on a phone", async () => {
    const pages = { search: "/search", trace: `/trace/${id()}`, detail: `/trace/${id()}?uiFind=${traces[0].spans[0].spanID}`, graph: `/trace/${id()}?view=graph`, statistics: `/trace/${id()}?view=statistics`, spans: `/trace/${id()}?view=table`, flame: `/trace/${id()}?view=flame`, compare: `/trace/${id()}...${id(1)}`, dependencies: "/dependencies", monitor: "/monitor?service=productpage.default", explore: "/explore" };
    for (const [name, path] of Object.entries(pages)) {
      await visit(path, { width: 390, height: 800 }, async (person, page) => {
        await page.locator("main, .trace-head").first().waitFor();
        await page.waitForLoadState("networkidle");
        await person.screenshot(`phone-${name}`);
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(width <= 400, `${path}: ${width} pixels wide`);
      });
    }
  });
});
