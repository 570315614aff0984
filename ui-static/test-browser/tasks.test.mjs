// SPDX-License-Identifier: Apache-2.0
// Everyday tasks against a real all-in-one fed by --demo. Each says how many actions it took.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { api, Person, skipReason, start } from "./browser.mjs";

describe("everyday tasks", { skip: skipReason }, () => {
  let browser;
  before(async () => {
    browser = await start();
  });
  after(async () => browser?.close());

  /** Runs a task from a page and checks that nothing went wrong on the way. */
  async function task(name, path, most, steps) {
    const person = await Person.arrive(browser, path);
    try {
      await steps(person);
      assert.deepEqual(person.problems, [], "messages on the console");
      console.log(`# ${name}: ${person.actions} actions`);
      assert.ok(person.actions <= most, `${person.actions} actions (at most ${most})`);
    } finally {
      await person.leave();
    }
  }

  test("the start page shows recent traces of all services", () =>
    task("recent traces", "/", 0, async (person) => {
      await person.page.locator(".result").first().waitFor();
      assert.ok((await person.count(".result")) > 5);
      assert.ok(await person.page.locator("canvas").first().isVisible());
    }));

  test("find the slowest trace of a service in the last hour", () =>
    task("slowest trace", "/", 4, async (person) => {
      await person.type("Service", "productpage.default");
      await person.click(person.button("Find Traces"));
      await person.page.waitForURL(/service=productpage/);
      await person.choose("Sort", "longest");
      await person.click(".result a.name");
      await person.page.locator(".span-row").first().waitFor();
    }));

  test("find what failed in a trace", () =>
    task("what failed", "/search?tags=%7B%22error%22%3A%22true%22%7D", 2, async (person) => {
      await person.page.locator(".result").first().waitFor();
      await person.click(".result a.name");
      await person.click(person.button("Next error"));
      await person.page.locator(".span-row.match .mark").first().waitFor();
    }));

  test("compare two traces", () =>
    task("compare", "/search?service=productpage.default", 3, async (person) => {
      const boxes = person.page.locator(".result input[type=checkbox]");
      await boxes.first().waitFor();
      await person.click(boxes.nth(0));
      await person.click(boxes.nth(1));
      await person.click(person.button("Compare ("));
      await person.sees("only in B");
      await person.page.locator(".graph .node").first().waitFor();
    }));

  test("find all traces of one request id over all services", async () => {
    const found = await api("traces?service=productpage.default&limit=1");
    const tag = found.data[0].spans.flatMap((span) => span.tags).find((candidate) => candidate.key === "guid:x-request-id");
    assert.ok(tag, "demo spans carry guid:x-request-id");
    await task("one request id", "/search", 2, async (person) => {
      await person.type("Tags", `guid:x-request-id=${tag.value}`);
      await person.click(person.button("Find Traces"));
      await person.page.waitForURL(/x-request-id/);
      await person.sees("1 traces");
    });
  });

  test("which version of reviews is slow", () =>
    task("slow version", "/explore", 1, async (person) => {
      await person.choose("Ready-made questions", { label: "Versions of reviews" });
      await person.sees("p95_micros");
      await person.sees("v3");
    }));

  test("open a trace by its id", async () => {
    const found = await api("traces?service=productpage.default&limit=1");
    await task("by id", "/search", 2, async (person) => {
      await person.type("Look up by trace ID", found.data[0].traceID.toUpperCase());
      await person.press("Enter");
      await person.page.locator(".span-row").first().waitFor();
    });
  });

  test("find a span in a trace by a word", async () => {
    const found = await api("traces?service=ratings.default&limit=1");
    await task("find in trace", `/trace/${found.data[0].traceID}`, 2, async (person) => {
      await person.page.locator(".span-row").first().waitFor();
      await person.type("Find in this trace", "ratings");
      await person.page.locator(".span-row.match").first().waitFor();
      await person.press("Enter");
    });
  });

  test("read a span's tags and copy its link", async () => {
    const found = await api("traces?service=reviews.default&limit=1");
    await task("span tags", `/trace/${found.data[0].traceID}`, 1, async (person) => {
      await person.page.locator(".span-row .name").first().waitFor();
      await person.click(".span-row .name");
      await person.sees("Attributes");
      await person.sees("Copy link");
    });
  });

  test("see which service takes the time in a trace", async () => {
    const found = await api("traces?service=productpage.default&limit=1");
    await task("time per service", `/trace/${found.data[0].traceID}`, 1, async (person) => {
      await person.click(person.page.getByRole("tab", { name: "Statistics" }));
      await person.sees("Self time");
      await person.sees("productpage");
    });
  });

  test("see who calls whom", () =>
    task("architecture", "/search", 1, async (person) => {
      await person.click(person.page.getByRole("link", { name: "System Architecture" }));
      await person.page.locator(".graph .node").first().waitFor();
      assert.ok((await person.count(".graph .node")) >= 4);
    }));

  test("watch a service's latency", () =>
    task("monitor", "/search", 2, async (person) => {
      await person.click(person.page.getByRole("link", { name: "Monitor" }));
      await person.choose("Service", "productpage.default");
      await person.page.locator(".uplot canvas").first().waitFor();
      await person.sees("View traces");
    }));

  test("narrow a search by dragging over the plot", () =>
    task("brush", "/search", 1, async (person) => {
      const plot = person.page.locator(".charts .chart").first();
      await plot.locator("canvas").waitFor();
      const box = await plot.boundingBox();
      await person.page.mouse.move(box.x + box.width * 0.4, box.y + 10);
      await person.page.mouse.down();
      await person.page.mouse.move(box.x + box.width * 0.9, box.y + box.height - 30, { steps: 5 });
      await person.page.mouse.up();
      person.actions++;
      await person.page.waitForURL(/minDuration=\d+us/);
    }));

  test("go from a trace to its raw logs and back", async () => {
    const found = await api("traces?service=productpage.default&limit=1");
    await task("raw logs", `/trace/${found.data[0].traceID}`, 3, async (person) => {
      await person.click(person.button("More"));
      await person.click(person.page.getByRole("link", { name: "Logs of this trace" }));
      await person.page.waitForURL(/explore/);
      await person.click(person.page.locator("main").getByRole("link", { name: "Trace" }));
      await person.page.locator(".span-row").first().waitFor();
    });
  });
});
