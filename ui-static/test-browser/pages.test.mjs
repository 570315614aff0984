// SPDX-License-Identifier: Apache-2.0
// Every page in both themes: nothing on the console, nothing serious to axe, a picture to look at.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import * as axe from "@axe-core/playwright";
import { api, Person, skipReason, start } from "./browser.mjs";

const AxeBuilder = axe.AxeBuilder ?? axe.default;

describe("pages", { skip: skipReason }, () => {
  let browser;
  let trace;
  before(async () => {
    browser = await start();
    trace = (await api("traces?service=productpage.default&limit=2")).data;
  });
  after(async () => browser?.close());

  const pages = () => [
    ["search", "/search", ".result"],
    ["search-empty", "/search?service=no-such-service", ".empty"],
    ["trace", `/trace/${trace[0].traceID}`, ".span-row"],
    ["trace-detail", `/trace/${trace[0].traceID}?uiFind=${trace[0].spans[0].spanID}`, ".detail table"],
    ["trace-graph", `/trace/${trace[0].traceID}?view=graph`, ".graph .node"],
    ["trace-statistics", `/trace/${trace[0].traceID}?view=statistics`, "main tbody tr"],
    ["trace-spans", `/trace/${trace[0].traceID}?view=table`, ".virtual"],
    ["trace-flame", `/trace/${trace[0].traceID}?view=flame`, "canvas"],
    ["trace-events", `/trace/${trace[0].traceID}?view=logs`, "main, .empty"],
    ["trace-unknown", "/trace/00000000deadbeef", ".notice.error"],
    ["compare", `/trace/${trace[0].traceID}...${trace[1].traceID}`, ".graph .node"],
    ["dependencies", "/dependencies", ".graph .node"],
    ["monitor", "/monitor?service=productpage.default", ".uplot canvas"],
    ["explore", "/explore", ".cm-editor, main .card"],
    ["explore-sql", `/explore?query=${encodeURIComponent("* | select service, count(*) as spans from log group by service order by spans desc")}`, "main tbody tr"],
  ];

  for (const theme of ["light", "dark"]) {
    test(`in the ${theme} theme`, async () => {
      for (const [name, path, selector] of pages()) {
        const person = await Person.arrive(browser, path, { theme });
        await person.page.locator(selector).first().waitFor();
        await person.screenshot(`${name}-${theme}`);
        assert.deepEqual(person.problems, [], name);
        const found = await new AxeBuilder({ page: person.page }).withTags(["wcag2a", "wcag2aa"]).analyze();
        const serious = found.violations.filter((violation) => ["serious", "critical"].includes(violation.impact));
        assert.deepEqual(serious.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.html.slice(0, 160)).slice(0, 3).join(" | ")}`), [], `${name} in ${theme}`);
        await person.leave();
      }
    });
  }

  test("in Chinese", async () => {
    const person = await Person.arrive(browser, "/search", { locale: "zh-CN" });
    await person.sees("查找 Trace");
    await person.screenshot("search-zh");
    await person.leave();
  });

  test("on a phone", async () => {
    const person = await Person.arrive(browser, `/trace/${trace[0].traceID}`, { width: 390, height: 800 });
    await person.page.locator(".span-row").first().waitFor();
    assert.ok((await person.page.evaluate(() => document.documentElement.scrollWidth)) <= 400, "no sideways scrolling");
    await person.screenshot("trace-phone");
    await person.leave();
  });

  test("embedded, without the bar", async () => {
    const person = await Person.arrive(browser, "/search?uiEmbed=v0&service=productpage.default");
    await person.page.locator(".result").first().waitFor();
    assert.equal(await person.count(".topbar"), 0);
    await person.leave();
  });

  test("hostile content is text", async () => {
    const hostile = '<img src=x onerror="window.hacked=1">';
    const spans = [{ traceID: "f00d", spanID: "1", operationName: hostile, references: [], startTime: Date.now() * 1000, duration: 5, tags: [{ key: hostile, type: "string", value: `{"${hostile.replace(/"/g, "'")}":1}` }], logs: [{ timestamp: Date.now() * 1000, fields: [{ key: "event", type: "string", value: hostile }] }], processID: "p1", warnings: [hostile] }];
    const body = JSON.stringify({ data: [{ traceID: "f00d", spans, processes: { p1: { serviceName: hostile, tags: [] } }, warnings: [hostile] }] });
    const person = await Person.arrive(browser, "/search");
    await person.page.locator("input[type=file]").setInputFiles({ name: "hostile.json", mimeType: "application/json", buffer: Buffer.from(body) });
    await person.page.locator(".span-row .name").first().waitFor();
    await person.click(".span-row .name");
    await person.sees("Attributes");
    for (const view of ["Graph", "Statistics", "Spans", "Flame graph", "Events"]) {
      await person.click(person.page.getByRole("tab", { name: view }));
      await person.page.waitForTimeout(150);
    }
    assert.equal(await person.page.evaluate(() => window.hacked), undefined);
    assert.deepEqual(person.problems, []);
    await person.leave();
  });

  test("Jaeger's addresses work", async () => {
    const id = trace[0].traceID;
    for (const path of [`/trace/${id.toUpperCase()}`, `/search?service=productpage.default&lookback=1h`, `/search?service=productpage.default&tag=span.kind%3Aserver`, `/trace/${id}?uiFind=productpage`, "/dependencies", "/monitor"]) {
      const person = await Person.arrive(browser, path);
      await person.page.locator(".span-row, .result, .graph .node, .uplot").first().waitFor();
      await person.leave();
    }
  });
});
