// SPDX-License-Identifier: Apache-2.0
// Measures the UI with large traces and long result lists, and prints a table with the targets. Answers come from this process, the UI itself from
// UI_URL. Frames and collapsing are measured as time on the processor, so that other load on the machine does not count; first rows are not.
import { createServer, request } from "node:http";
import { BASE, skipReason, start } from "./browser.mjs";
import { bigTrace, chain, manySummaries } from "./synthetic.mjs";

if (skipReason) {
  console.log(`SKIPPED: ${skipReason}`);
  process.exit(0);
}

const MEGABYTE = 1024 * 1024;
const bodies = new Map([
  ["/api/traces/1000", JSON.stringify({ data: [bigTrace(1_000)] })],
  ["/api/traces/10000", JSON.stringify({ data: [bigTrace(10_000)] })],
  ["/api/traces/50000", JSON.stringify({ data: [bigTrace(50_000)] })],
  ["/api/traces/20000", JSON.stringify({ data: [chain(20_000)] })],
  ["/api/v3/trace-summaries", JSON.stringify({ summaries: manySummaries(1_500) })],
]);
const ended = new Map();

/** Large answers from here, everything else from the server. */
const front = createServer((ask, answer) => {
  const path = ask.url.split("?")[0];
  const body = bodies.get(path);
  if (body !== undefined) {
    answer.setHeader("Content-Type", "application/json");
    answer.on("finish", () => ended.set(path, Date.now()));
    answer.end(body);
    return;
  }
  ask.pipe(request(BASE + ask.url, { method: ask.method, headers: { ...ask.headers, host: new URL(BASE).host } }, (theirs) => {
    answer.writeHead(theirs.statusCode, theirs.headers);
    theirs.pipe(answer);
  }).on("error", () => answer.destroy()));
});
await new Promise((done) => front.listen(0, "127.0.0.1", done));
const address = `http://127.0.0.1:${front.address().port}`;
const browser = await start();
const results = [];
let missed = 0;

function report(what, value, unit, most) {
  const good = most === undefined || value <= most;
  missed += good ? 0 : 1;
  results.push({ what, value: `${Number(value.toPrecision(3))} ${unit}`, target: most === undefined ? "" : `≤ ${most} ${unit}`, ok: most === undefined ? "" : good ? "yes" : "NO" });
}

async function open(path, selector) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
  const page = await context.newPage();
  await page.addInitScript((wanted) => {
    const watch = new MutationObserver(() => {
      if (document.querySelector(wanted)) {
        window.firstRowAt = Date.now();
        watch.disconnect();
      }
    });
    watch.observe(document, { childList: true, subtree: true });
  }, selector);
  await page.goto(address + path);
  await page.locator(selector).first().waitFor({ timeout: 120_000 });
  return page;
}

/** Bytes in use after a collection, of the page and its workers. */
async function heap(page) {
  const session = await page.context().newCDPSession(page);
  const workers = [];
  session.on("Target.attachedToTarget", ({ sessionId, targetInfo }) => targetInfo.type === "worker" && workers.push(sessionId));
  const waiting = new Map();
  session.on("Target.receivedMessageFromTarget", ({ message }) => {
    const { id, result } = JSON.parse(message);
    waiting.get(id)?.(result);
  });
  let next = 1;
  const ask = (sessionId, method) =>
    new Promise((done) => {
      waiting.set(next, done);
      void session.send("Target.sendMessageToTarget", { sessionId, message: JSON.stringify({ id: next++, method }) });
    });
  await session.send("Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  await session.send("HeapProfiler.collectGarbage");
  let bytes = (await session.send("Runtime.getHeapUsage")).usedSize;
  for (const worker of workers) {
    await ask(worker, "HeapProfiler.collectGarbage");
    bytes += (await ask(worker, "Runtime.getHeapUsage")).usedSize;
  }
  await session.detach();
  return bytes;
}

/** The tasks of the page's main thread while `act` runs: start and processor time in milliseconds; and the starts of its frames. */
async function traced(page, act) {
  await browser.startTracing(page, { categories: ["toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline"] });
  await act();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  const tasks = traceEvents.filter((event) => event.tdur !== undefined && /RunTask$/.test(event.name));
  const frames = traceEvents.filter((event) => event.name === "FireAnimationFrame");
  const main = frames[0] ?? tasks.reduce((most, task) => (task.tdur > most.tdur ? task : most));
  const mine = (event) => event.pid === main.pid && event.tid === main.tid;
  // A task may be recorded under two names, one within the other.
  const outer = tasks.filter(mine).sort((a, b) => a.ts - b.ts || b.dur - a.dur);
  let end = 0;
  const top = outer.filter((task) => task.ts >= end && (end = task.ts + task.dur));
  return { tasks: top.map((task) => ({ at: task.ts / 1000, cpu: task.tdur / 1000 })), frames: frames.filter(mine).map((event) => event.ts / 1000) };
}

/** Processor time per frame while the list scrolls for `frames` frames, sorted. */
async function scrollFrames(page, selector, frames, step) {
  const { tasks, frames: starts } = await traced(page, () =>
    page.evaluate(
      ([wanted, count, pixels]) =>
        new Promise((done) => {
          const list = document.querySelector(wanted);
          const tick = () => {
            list.scrollTop += pixels;
            count-- > 0 ? requestAnimationFrame(tick) : done();
          };
          requestAnimationFrame(tick);
        }),
      [selector, frames, step],
    ),
  );
  return starts
    .slice(0, -1)
    .map((start, i) => tasks.filter((task) => task.at >= start - 0.5 && task.at < starts[i + 1] - 0.5).reduce((sum, task) => sum + task.cpu, 0))
    .sort((a, b) => a - b);
}

async function processorTime(page, act) {
  const { tasks } = await traced(page, async () => {
    await act();
    await page.waitForTimeout(400);
  });
  return tasks.reduce((sum, task) => sum + task.cpu, 0);
}

const p95 = (sorted) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.95))];
const nodes = (page) => page.evaluate(() => document.querySelectorAll("*").length);

async function measureTrace(id, name, firstRowMost) {
  const path = `/api/traces/${id}`;
  const page = await open(`/trace/${id}`, ".span-row");
  report(`${name}: first row after the answer`, ((await page.evaluate(() => window.firstRowAt)) - ended.get(path)) / 1000, "s", firstRowMost);
  report(`${name}: DOM nodes`, await nodes(page), "nodes", 1500);
  const json = bodies.get(path).length / MEGABYTE;
  report(`${name}: heap of page and worker (JSON ${json.toFixed(1)} MB)`, (await heap(page)) / MEGABYTE, "MB", Math.max(20, Math.round(3 * json)));
  report(`${name}: scrolling by 8 rows, p95 frame, processor`, p95(await scrollFrames(page, ".timeline .virtual", 120, 208)), "ms", 32);
  report(`${name}: scrolling by a page, p95 frame, processor`, p95(await scrollFrames(page, ".timeline .virtual", 60, 520)), "ms", 32);
  report(`${name}: DOM nodes after scrolling`, await nodes(page), "nodes", 1500);
  report(`${name}: collapse all, processor`, await processorTime(page, () => page.keyboard.press("]")), "ms", 100);
  report(`${name}: expand all, processor`, await processorTime(page, () => page.keyboard.press("[")), "ms", 100);
  await page.context().close();
}

await measureTrace("1000", "1,000 spans", 1);
await measureTrace("10000", "10,000 spans", 1);
await measureTrace("50000", "50,000 spans", 3);
await measureTrace("20000", "20,000-deep chain", 3);

const search = await open("/search?service=s&limit=1500", ".result");
report("1,500 results: first row after the answer", ((await search.evaluate(() => window.firstRowAt)) - ended.get("/api/v3/trace-summaries")) / 1000, "s");
report("1,500 results: DOM nodes", await nodes(search), "nodes", 3000);
report("1,500 results: scrolling, p95 frame, processor", p95(await scrollFrames(search, ".virtual", 80, 300)), "ms", 32);
await search.getByRole("button", { name: "Table", exact: true }).click();
await search.locator(".result-line input").first().waitFor();
report("1,500 results as a table: DOM nodes", await nodes(search), "nodes", 3000);
await search.context().close();

const cold = await open("/search", "input[name=service]");
report("search form can be used, cold", (await cold.evaluate(() => window.firstRowAt - performance.timeOrigin)) / 1000, "s", 1);
await cold.context().close();

await browser.close();
front.close();
front.closeAllConnections();
console.log("| measured | value | target | met |\n|---|---|---|---|");
results.forEach(({ what, value, target, ok }) => console.log(`| ${what} | ${value} | ${target} | ${ok} |`));
if (missed > 0) {
  console.log(`${missed} targets missed`);
  process.exitCode = process.env.UI_MEASURE_STRICT === "1" ? 1 : 0;
}
