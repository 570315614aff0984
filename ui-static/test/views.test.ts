// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { zh } from "../src/app/zh";
import { QUESTIONS } from "../src/explore/questions";
import { COLUMNS as RESULT_COLUMNS, SORTS } from "../src/search/results";
import { SHORTCUTS } from "../src/trace/help";
import { COLUMNS as STATISTICS } from "../src/trace/statistics-view";
import { VIEWS } from "../src/trace/view-state";
import { isSafeUrl } from "../src/app/safe-url";
import { indexAt } from "../src/app/virtual";
import { changeOf, diffTraces } from "../src/compare/diff";
import { hasSql } from "../src/explore/api";
import { chooseColumns, suggestChart } from "../src/explore/chart";
import { addFilter } from "../src/explore/page";
import { toSeries, operationRows } from "../src/pages/metrics";
import { reachable } from "../src/pages/reach";
import { durationBins } from "../src/search/histogram";
import { readForm, searchUrl, toQuery } from "../src/search/state";
import { addTimes } from "../src/search/service-times";
import { conditionEnd, lastWord } from "../src/search/complete";
import { namedTraces } from "../src/search/state";
import { summaryOf } from "../src/search/named";
import { addCalls } from "../src/search/load-calls";
import { frameName } from "../src/pages/monitor";
import { fromWallClock, setTimeZone, toWallClock } from "../src/lib/format";
import { textOnService } from "../src/lib/color";
import { mergeConfig } from "../src/app/config";
import { isOtlp, normalizeUpload } from "../src/search/uploaded";
import { buildTrace } from "../src/trace/build";
import { layout } from "../src/trace/flame";
import { fill, matches } from "../src/trace/link-patterns";
import { select, type Selection } from "../src/trace/selection";
import { decodeServices, encodeServices, serviceChecksum } from "../src/trace/service-filter";
import { decodeCollapsed, encodeCollapsed } from "../src/trace/view-state";
import { operationTimes } from "../src/trace/flame";
import { pathGraph } from "../src/trace/path-graph";
import type { WireTrace } from "../src/trace/types";
import type { Summary } from "../src/api/summaries";

vi.stubGlobal("document", { getElementById: () => null, baseURI: "http://x/", title: "", addEventListener: () => {} });
const stored = new Map<string, string>();
vi.stubGlobal("localStorage", { getItem: (key: string) => stored.get(key) ?? null, setItem: (key: string, value: string) => stored.set(key, value) });
vi.stubGlobal("location", { search: "", pathname: "/", origin: "http://x" });

function files(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? files(join(dir, entry.name)) : [join(dir, entry.name)]));
}

describe("Chinese", () => {
  const sources = files("src").filter((file) => /\.tsx?$/.test(file) && !file.endsWith("zh.ts"));
  const code = sources.map((file) => readFileSync(file, "utf8"));
  const found = (pattern: RegExp) => [...new Set(code.flatMap((text) => [...text.matchAll(pattern)].map((match) => match[1]!)))];

  test("has every text that is asked for", () => {
    const used = found(/\bt\("((?:[^"\\]|\\.)*)"/g);
    expect(used.length).toBeGreaterThan(100);
    expect(used.filter((text) => !(text in zh))).toEqual([]);
  });

  test("has every label of a table of labels", () => {
    const labels = [...VIEWS.map(([, label]) => label), ...QUESTIONS.map(([label]) => label), ...SHORTCUTS.map(([, label]) => label), ...Object.values(SORTS).map(({ label }) => label), ...STATISTICS.map(([, label]) => label), ...RESULT_COLUMNS.map(([label]) => label)];
    expect(labels.filter((label) => !(label in zh))).toEqual([]);
  });

  test("has every message of an error that is thrown here", () => {
    expect(found(/Error\((?:[^"()]*,\s*)?"([^"]+)"/g).filter((text) => !(text in zh))).toEqual([]);
  });

  test("has no text that nobody asks for", () => {
    const literals = new Set(found(/"((?:[^"\\\n]|\\.)*)"/g));
    expect(Object.keys(zh).filter((text) => !literals.has(text))).toEqual([]);
  });

  test("keeps the places for values", () => {
    const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();
    expect(Object.entries(zh).filter(([english, chinese]) => places(english).join() !== places(chinese).join())).toEqual([]);
  });

  test("leaves no English words in the pages' markup", () => {
    const names = ["Tracing on SLS", "Logstore", "English"];
    const pages = code.filter((_, i) => sources[i]!.endsWith(".tsx"));
    const words = pages.flatMap((text) => [
      ...[...text.matchAll(/<\w[^<>]*>\s*([^<>{}]*[A-Za-z]{2,}[^<>{}]*?)\s*(?=<\/|\{)/g)].map((match) => match[1]!),
      ...[...text.matchAll(/\b(?:title|aria-label|label)="([^"]*[a-z]{2,}[^"]*)"/g)].map((match) => match[1]!),
    ]);
    expect(words.filter((word) => !names.includes(word) && !/[=;()|]/.test(word))).toEqual([]);
  });
});

describe("search form and URL", () => {
  test.each([
    ["service=all&operation=all", { service: "", operation: "" }],
    ["service=a&lookback=2h", { service: "a", lookback: "2h" }],
    ["tag=k:v:w&tag=x:1", { tags: "k=v:w x=1" }],
    ['tags={"http.status_code":"500"}', { tags: "http.status_code=500" }],
    ["start=1&end=2", { lookback: "custom", start: 1, end: 2 }],
    ["limit=99999", { limit: 1500 }],
    ["minDuration=&maxDuration", { minDuration: "", maxDuration: "" }],
  ])("%s", (text, part) => expect(readForm(new URLSearchParams(text))).toMatchObject(part));

  test("a look-back becomes times, which are frozen into the URL", () => {
    const form = { ...readForm(new URLSearchParams("service=a&lookback=1h")), start: 5, end: 6 };
    const url = new URL(searchUrl(form, { k: "v" }, 10_000_000_000), "http://x");
    expect(url.searchParams.get("start")).toBe(String(10_000_000_000 - 3_600_000_000));
    expect(url.searchParams.get("end")).toBe("10000000000");
    expect(url.searchParams.get("lookback")).toBe("1h");
    expect(url.searchParams.get("tags")).toBe('{"k":"v"}');
    expect(toQuery(form, 99).startMicros).toBe(5);
  });
});

test("uploads of every shape open", () => {
  expect(normalizeUpload('{"data":[{"traceID":"a"}]}')).toHaveLength(1);
  expect(normalizeUpload('{"data":{"traceID":"a"}}')).toHaveLength(1);
  expect(normalizeUpload('[{"traceID":"a"},{"traceID":"b"}]')).toHaveLength(2);
  expect(normalizeUpload('{"traceID":"a"}')).toHaveLength(1);
  expect(isOtlp('{"resourceSpans":[]}')).toBe(true);
});

test("links can't run code", () => {
  expect(isSafeUrl("https://x/")).toBe(true);
  expect(isSafeUrl("/logs?q=1")).toBe(true);
  for (const bad of ["javascript:alert(1)", " javascript:alert(1)", "data:text/html,x", "//evil", "/\\evil", "JaVaScRiPt:x", "vbscript:x", "https:evil"]) {
    expect(isSafeUrl(bad), bad).toBe(false);
  }
});

test("link templates are filled and encoded, and dropped when a parameter is unknown", () => {
  const values: Record<string, string> = { id: "a&b", at: "1600000000123456" };
  const get = (name: string) => values[name] ?? null;
  expect(fill("https://x/?q=#{id}", get, encodeURIComponent)).toBe("https://x/?q=a%26b");
  expect(fill("#{at | epoch_micros_to_date_iso}", get, (v) => v)).toBe("2020-09-13T12:26:40.123Z");
  expect(fill("#{at | add 4}", get, (v) => v)).toBe("1600000000123460");
  expect(fill("#{unknown}", get, (v) => v)).toBeNull();
});

test("rows are found by height", () => {
  const offset = (i: number) => i * 26 + (i > 3 ? 300 : 0);
  expect(indexAt(offset, 10, 0)).toBe(0);
  expect(indexAt(offset, 10, 26)).toBe(1);
  expect(indexAt(offset, 10, 4 * 26)).toBe(3);
  expect(indexAt(offset, 10, 4 * 26 + 300)).toBe(4);
  expect(indexAt(offset, 10, 1e9)).toBe(10);
});

function trace(...operations: [string, string | null, string][]): WireTrace {
  return {
    traceID: "t",
    processes: { p1: { serviceName: "svc" } },
    spans: operations.map(([id, parent, name], i) => ({
      traceID: "t",
      spanID: id,
      operationName: name,
      references: parent ? [{ refType: "CHILD_OF", traceID: "t", spanID: parent }] : [],
      startTime: 100 + i,
      duration: 50 - i,
      processID: "p1",
    })),
  };
}

test("spans of one path are one node", () => {
  const { columns } = buildTrace(trace(["a", null, "root"], ["b", "a", "call"], ["c", "a", "call"], ["d", "c", "call"]));
  expect(pathGraph(columns).map((node) => [node.operation, node.count])).toEqual([["root", 1], ["call", 2], ["call", 1]]);
});

test("differences of two traces", () => {
  const a = buildTrace(trace(["a", null, "root"], ["b", "a", "x"], ["c", "a", "y"])).columns;
  const b = buildTrace(trace(["a", null, "root"], ["b", "a", "x"], ["c", "a", "x"], ["d", "a", "z"])).columns;
  expect(Object.fromEntries(diffTraces(a, b).map((node) => [node.operation, changeOf(node)]))).toEqual({ root: "same", x: "more", y: "removed", z: "added" });
});

test("flame levels do not overlap", () => {
  const { columns } = buildTrace(trace(["a", null, "root"], ["b", "a", "x"], ["c", "a", "y"]));
  expect(new Set(layout(columns).level).size).toBe(3);
});

test("the graph around a focus reaches so many steps both ways", () => {
  const edge = (parent: string, child: string) => ({ parent, child, callCount: 1 });
  const edges = [edge("a", "b"), edge("b", "c"), edge("c", "d"), edge("x", "y"), edge("d", "b")];
  expect(reachable(edges, "b", 1).map((e) => e.parent + e.child)).toEqual(["ab", "bc", "db"]);
  expect(reachable(edges, "", 1)).toHaveLength(5);
});

test("histogram bins hold every trace once", () => {
  const rows = [1, 10, 100, 1000, 1000].map((durationMicros) => ({ durationMicros, errors: 0 }) as Summary);
  const bins = durationBins(rows, 10);
  expect(bins.reduce((sum, bin) => sum + bin.count, 0)).toBe(5);
  expect(bins[9]!.count).toBe(2);
});

test("metrics become lines; what is not a number is a gap", () => {
  const family = { metrics: [{ labels: [{ name: "operation", value: "op" }], metricPoints: [{ gaugeValue: { doubleValue: 2 }, timestamp: "1970-01-01T00:00:05Z" }, { gaugeValue: { doubleValue: "NaN" }, timestamp: "1970-01-01T00:00:10Z" }] }] };
  expect(toSeries(family)).toEqual([{ name: "op", points: [[5, 2]] }]);
  const lines = toSeries(family);
  expect(operationRows({ latencies: [], errors: [], calls: [], operationLatencies: lines, operationErrors: [], operationCalls: lines })).toMatchObject([{ operation: "op", impact: 1, errors: 0 }]);
});

describe("explore", () => {
  test("a pipe outside quotes starts SQL", () => {
    expect(hasSql('* | select 1')).toBe(true);
    expect(hasSql('name: "a|b"')).toBe(false);
  });

  test("a clicked value becomes an exact condition that can't break out", () => {
    expect(addFilter("*", "name", 'say "hi"\\')).toBe('name: "say \\"hi\\"\\\\"');
    expect(addFilter("a or b", "attribute.x", "v")).toBe('(a or b) and "attribute.x": "v"');
  });

  test("the chart follows from the columns", () => {
    const answer = (columns: string[], row: Record<string, string>, count = 2) => ({ columns, types: [], rows: Array.from({ length: count }, () => row), complete: true });
    expect(suggestChart(answer(["n"], { n: "5" }, 1))).toBe("value");
    expect(suggestChart(answer(["minute", "n"], { minute: "2026-01-01 10:00", n: "5" }))).toBe("line");
    expect(suggestChart(answer(["service", "n"], { service: "a", n: "5" }))).toBe("bar");
    expect(suggestChart(answer(["service"], { service: "a" }))).toBe("table");
    expect(chooseColumns(answer(["n", "service", "m"], { service: "a", n: "5", m: "null" }))).toEqual({ axis: "service", values: ["n", "m"] });
  });
});

test.each([
  ["htt", { before: "", key: "htt", value: null }],
  ["a=1 htt", { before: "a=1 ", key: "htt", value: null }],
  ["a=1 http.method=G", { before: "a=1 ", key: "http.method", value: "G" }],
  ["http.method=", { before: "", key: "http.method", value: "" }],
  ["", { before: "", key: "", value: null }],
])("the last word of %s is completed", (text, word) => expect(lastWord(text)).toEqual(word));

test("service times add up over traces", () => {
  const times = new Map();
  const row = { name: "a", parent: null, count: 1, errors: 0, total: 5, average: 5, min: 5, max: 5, selfTotal: 2, selfAverage: 2 };
  addTimes(times, [row]);
  addTimes(times, [row, { ...row, name: "b" }]);
  expect(Object.fromEntries(times)).toEqual({ a: { total: 10, self: 4 }, b: { total: 5, self: 2 } });
});

describe("what of a trace shows", () => {
  const all: Selection = { onlyMatches: false, hiddenServices: new Set(), leastMicros: 0, groupRepeats: false, root: -1 };
  const { columns } = buildTrace(trace(["a", null, "root"], ["b", "a", "call"], ["c", "a", "call"], ["d", "a", "call"], ["e", "d", "deep"], ["f", "a", "last"]));
  const shown = (selection: Partial<Selection>, matched: number[] | null = null, open: number[] = []) => {
    const kept = select(columns, { ...all, ...selection }, matched && Int32Array.from(matched), new Set(open));
    return kept === null ? null : [...kept.keep.keys()].filter((row) => kept.keep[row]).map((row) => columns.spanIds[row]).join("");
  };

  test("is everything at first", () => expect(shown({})).toBeNull());
  test("are matches and what is above them", () => expect(shown({ onlyMatches: true }, [4])).toBe("ade"));
  test("is everything while there is no search", () => expect(shown({ onlyMatches: true })).toBeNull());
  test("is one subtree", () => expect(shown({ root: 3 })).toBe("de"));
  test("are long spans", () => expect(shown({ leastMicros: 48 })).toBe("abc"));
  test("are repeats as one row, until it is opened", () => {
    expect(columns.repeats[1]).toBe(3);
    expect(shown({ groupRepeats: true })).toBe("abf");
    expect(shown({ groupRepeats: true }, null, [1])).toBe("abcdef");
  });

  test("are no hidden services, but always the roots", () => {
    const two = trace(["a", null, "root"], ["b", "a", "call"], ["c", "b", "below"]);
    two.spans[1]!.processID = "p2";
    two.processes["p2"] = { serviceName: "proxy" };
    const built = buildTrace(two).columns;
    const kept = select(built, { ...all, hiddenServices: new Set(["proxy", "svc"]) }, null, new Set())!;
    expect([...kept.keep]).toEqual([1, 0, 0]);
    expect([...kept.hidden]).toEqual([2, 0, 0]);
  });

  test("collapsed rows come back from the address, whichever way they are written", () => {
    for (const rows of [[], [0], [3], [0, 3]]) {
      const text = encodeCollapsed(columns, new Set(rows));
      expect([...decodeCollapsed(columns, text)], String(text)).toEqual(rows);
    }
    expect(encodeCollapsed(columns, new Set([0, 3]))).toBe("-");
    expect([...decodeCollapsed(columns, "zz.-.<script>.1")]).toEqual([]);
  });
});

describe("hidden services in the address", () => {
  const services = ["a", "b", "c"];

  test("come back", () => expect(decodeServices(services, encodeServices(services, new Set(["b"])))).toEqual(new Set(["b"])));
  test("have the form of Jaeger's UI", () => expect(encodeServices(services, new Set(["b"]))).toBe(`${serviceChecksum(services)}.5`));
  test("are none when all or nothing would be hidden", () => {
    expect(encodeServices(services, new Set())).toBeNull();
    expect(encodeServices(services, new Set(services))).toBeNull();
  });
  test.each([null, "", "zz.5", "1.5", `${serviceChecksum(["a", "b", "c"])}.0`, `${serviceChecksum(["a", "b", "c"])}.xyz`])("are none in %s", (text) => expect(decodeServices(services, text)).toEqual(new Set()));
});

test("patterns of a configuration are texts, lists, expressions or tests", () => {
  expect(matches(undefined, "x")).toBe(true);
  expect(matches("x", "x")).toBe(true);
  expect(matches(["a", "x"], "x")).toBe(true);
  expect(matches(/^x/g, "xy") && matches(/^x/g, "xy")).toBe(true);
  expect(matches((text) => text === "x", "x")).toBe(true);
  expect(matches(() => { throw new Error("x"); }, "x")).toBe(false);
  expect(matches("x", "y")).toBe(false);
});

test("a configuration merges its sections and knows the older names", () => {
  const merged = mergeConfig({ dependenciesMenuEnabled: false, search: { maxLimit: 5 }, themes: { enabled: false } });
  expect(merged.dependencies).toEqual({ menuEnabled: false, dagMaxNumServices: 500 });
  expect(merged.search).toMatchObject({ maxLimit: 5, maxLookback: { value: "2d" } });
  expect(merged.themes.enabled).toBe(false);
});

test.each([
  ["serv", { kind: "field", before: "", word: "serv" }],
  ["a = 1 and (htt", { kind: "field", before: "a = 1 and (", word: "htt" }],
  ["service = rat", { kind: "value", before: "service = ", field: "service", word: "rat" }],
  ["service=", { kind: "value", before: "service=", field: "service", word: "" }],
  ['a >= 5 or "odd key" != "va', { kind: "value", before: 'a >= 5 or "odd key" != ', field: '"odd key"', word: "va" }],
  ["service = ratings ", { kind: "join", before: "service = ratings " }],
  ['name = "two words" ', { kind: "join", before: 'name = "two words" ' }],
  ["service = ratings and ", { kind: "field", before: "service = ratings and ", word: "" }],
  ['name = "open words ', { kind: "none" }],
])("the end of the conditions %s", (text, end) => expect(conditionEnd(text)).toEqual(end));

test("traces that an address names", () => {
  expect([...namedTraces(new URLSearchParams("traceID=a&traceID=b&span=1%202@b&span=3@c&span=bad"))]).toEqual([["a", ""], ["b", "1 2"], ["c", "3"]]);
});

test("a result row and the calls of a trace at hand", () => {
  const two = trace(["a", null, "root"], ["b", "a", "call"], ["c", "gone", "lost"]);
  two.spans[1]!.processID = "p2";
  two.spans[1]!.tags = [{ key: "error", value: true }];
  two.processes["p2"] = { serviceName: "db" };
  const { columns } = buildTrace(two);
  expect(summaryOf(columns)).toMatchObject({ rootService: "svc", rootOperation: "root", spans: 3, errors: 1, orphans: 1, services: [{ name: "svc", spans: 2, errors: 0 }, { name: "db", spans: 1, errors: 1 }] });
  const edges = new Map();
  addCalls(edges, columns);
  expect([...edges.values()]).toEqual([expect.objectContaining({ parent: "svc", child: "db", callCount: 1, errorCount: 1, averageDurationMicros: 49 })]);
  expect(operationTimes(columns).map((time) => time.operation).sort()).toEqual(["call", "lost", "root"]);
});

test("Jaeger's window of the monitor in milliseconds", () => {
  expect([frameName("3600000"), frameName("15m"), frameName("90000")]).toEqual(["1h", "15m", "90s"]);
});

test("times of fields are those of the chosen zone, also where clocks change", () => {
  for (const [zone, text, utc] of [
    ["Asia/Shanghai", "2026-11-25T18:00:00", "2026-11-25T10:00:00Z"],
    ["America/New_York", "2026-03-08T03:30:00", "2026-03-08T07:30:00Z"],
    ["America/New_York", "2026-11-01T01:30:00", "2026-11-01T05:30:00Z"],
    ["UTC", "2026-01-01T00:00:00", "2026-01-01T00:00:00Z"],
  ] as const) {
    setTimeZone(zone);
    expect(fromWallClock(text), zone).toBe(Date.parse(utc) * 1000);
    expect(toWallClock(Date.parse(utc) * 1000), zone).toBe(text);
  }
  expect(fromWallClock("")).toBe(0);
  stored.set("tracing-on-sls.timezone", "Mars/Base");
  expect(toWallClock(0)).toBe("");
  expect(() => toWallClock(1)).not.toThrow();
});

test("text on a service's colour can be read", () => {
  const names = Array.from({ length: 50 }, (_, i) => `service-${i}`);
  expect(new Set(names.map(textOnService))).toEqual(new Set(["#10161f", "#ffffff"]));
});
