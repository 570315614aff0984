// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { zh } from "../src/app/zh";
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
import { lastWord } from "../src/search/complete";
import { isOtlp, normalizeUpload } from "../src/search/uploaded";
import { buildTrace } from "../src/trace/build";
import { layout } from "../src/trace/flame";
import { fill } from "../src/trace/link-patterns";
import { pathGraph } from "../src/trace/path-graph";
import type { WireTrace } from "../src/trace/types";
import type { Summary } from "../src/api/summaries";

vi.stubGlobal("document", { getElementById: () => null, baseURI: "http://x/", title: "", addEventListener: () => {} });
vi.stubGlobal("location", { search: "", pathname: "/", origin: "http://x" });

function files(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? files(join(dir, entry.name)) : [join(dir, entry.name)]));
}

test("every text has a Chinese translation", () => {
  const used = files("src").flatMap((file) => [...readFileSync(file, "utf8").matchAll(/\bt\("((?:[^"\\]|\\.)*)"/g)].map((match) => match[1]!));
  expect(used.length).toBeGreaterThan(100);
  expect([...new Set(used)].filter((text) => !(text in zh))).toEqual([]);
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
