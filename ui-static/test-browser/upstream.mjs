// SPDX-License-Identifier: Apache-2.0
// Walks through the pages of a build of Jaeger's UI, of any generation: looks for words and pictures, not for this or that element.
import { basename } from "node:path";
import { api, Person, start } from "./browser.mjs";

const name = basename(process.argv[2] ?? "upstream");
const browser = await start();
const [a, b] = (await api("traces?service=productpage.default&limit=2")).data;
const service = "productpage.default";
const operation = a.spans.find((span) => a.processes[span.processID].serviceName === service).operationName;
let failed = 0;

/** Every page is opened anew, as from a bookmark. */
const pages = [
  ["search", `/search?service=${service}&lookback=1h&limit=20&start=${Date.now() * 1000 - 3_600_000_000}&end=${Date.now() * 1000}`, [service], "a[href*='/trace/']"],
  ["search without times", `/search?service=${service}&lookback=1h`, [service], "a[href*='/trace/']"],
  ["trace", `/trace/${a.traceID}`, [service, "details.default"], "body"],
  ["trace by an ID in capitals", `/trace/${a.traceID.toUpperCase()}`, [service], "body"],
  ["a span of a trace", `/trace/${a.traceID}?uiFind=${a.spans[0].spanID}`, [service], "body"],
  ["compare", `/trace/${a.traceID}...${b.traceID}?cohort=${a.traceID}&cohort=${b.traceID}`, [operation], "svg"],
  ["architecture", "/dependencies", [], "svg path, canvas"],
  ["monitor", `/monitor?service=${service}`, [], "svg, canvas, table"],
];

for (const [what, path, words, picture] of pages) {
  const person = await Person.arrive(browser, "/favicon.ico");
  const blocked = [];
  await person.page.addInitScript(() => addEventListener("securitypolicyviolation", (event) => console.error(`blocked by the policy: ${event.violatedDirective} ${event.blockedURI}`)));
  person.problems.length = 0;
  try {
    await person.page.goto(new URL(path, person.page.url()).href);
    await person.page.locator(picture).first().waitFor({ state: "attached" });
    for (const word of words) {
      await person.page.getByText(word).first().waitFor({ state: "attached" });
    }
    await person.page.waitForTimeout(2_000);
    await person.screenshot(`upstream-${name}-${what.replaceAll(" ", "-")}`);
  } catch (failure) {
    blocked.push(failure.message.split("\n")[0]);
  }
  const problems = [...blocked, ...person.problems];
  failed += problems.length > 0 ? 1 : 0;
  console.log(`${problems.length === 0 ? "ok    " : "FAILED"} ${what}${problems.map((problem) => `\n       ${problem}`).join("")}`);
  await person.leave();
}
await browser.close();
process.exitCode = failed > 0 ? 1 : 0;
