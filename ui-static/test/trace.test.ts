// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { buildTrace } from "../src/trace/build";
import { genAiCall } from "../src/trace/gen-ai";
import { criticalPath, sectionsWithin } from "../src/trace/critical-path";
import { TraceStore } from "../src/trace/store";
import { collapseAll, collapseOneLevel, expandOneLevel, visibleRows, withAncestors } from "../src/trace/visible";
import { ERROR, ERROR_BELOW, ORPHAN, type WireSpan, type WireTrace } from "../src/trace/types";

function span(id: string, parent: string | null, startTime: number, duration: number, more: Partial<WireSpan> = {}): WireSpan {
  return {
    traceID: "t",
    spanID: id,
    operationName: `op-${id}`,
    references: parent ? [{ refType: "CHILD_OF", traceID: "t", spanID: parent }] : [],
    startTime,
    duration,
    tags: [],
    logs: [],
    processID: "p1",
    ...more,
  };
}

function trace(...spans: WireSpan[]): WireTrace {
  return { traceID: "t", spans, processes: { p1: { serviceName: "svc", tags: [{ key: "host", value: "h1" }] } } };
}

describe("buildTrace", () => {
  test("orders depth first by start and counts subtrees", () => {
    const { columns } = buildTrace(trace(span("c", "a", 130, 10), span("b", "a", 110, 10), span("d", "b", 112, 2), span("a", null, 100, 50)));
    expect(columns.spanIds).toEqual(["a", "b", "d", "c"]);
    expect([...columns.depth]).toEqual([0, 1, 2, 1]);
    expect([...columns.subtree]).toEqual([4, 2, 1, 1]);
    expect([...columns.parent]).toEqual([-1, 0, 1, 0]);
    expect([...columns.start]).toEqual([0, 10, 12, 30]);
    expect(columns.durationMicros).toBe(50);
  });

  test("self time is duration less the union of children inside", () => {
    const { columns } = buildTrace(trace(span("a", null, 0, 100), span("b", "a", 10, 30), span("c", "a", 20, 40), span("d", "a", 90, 50)));
    expect(columns.selfTime[0]).toBe(100 - 50 - 10);
  });

  test("an orphan is a root and marked", () => {
    const { columns } = buildTrace(trace(span("a", null, 0, 10), span("b", "gone", 5, 1)));
    expect(columns.flags[1]! & ORPHAN).toBe(ORPHAN);
    expect(columns.depth[1]).toBe(0);
  });

  test("cycles and self parents keep every span", () => {
    const { columns } = buildTrace(trace(span("a", "b", 0, 10), span("b", "a", 1, 10), span("c", "c", 2, 1)));
    expect(new Set(columns.spanIds)).toEqual(new Set(["a", "b", "c"]));
  });

  test("errors show on their ancestors", () => {
    const { columns } = buildTrace(
      trace(span("a", null, 0, 10), span("b", "a", 1, 5), span("c", "b", 2, 1, { tags: [{ key: "error", value: true }] })),
    );
    expect(columns.flags[2]! & ERROR).toBe(ERROR);
    expect(columns.flags[0]! & ERROR_BELOW).toBe(ERROR_BELOW);
    expect(columns.flags[0]! & ERROR).toBe(0);
  });

  test("an error tag of false is no error", () => {
    const { columns } = buildTrace(trace(span("a", null, 0, 10, { tags: [{ key: "error", value: "false" }] })));
    expect(columns.flags[0]! & ERROR).toBe(0);
  });

  test("a chain of 20,000 spans opens", () => {
    const spans: WireSpan[] = [];
    for (let i = 0; i < 20_000; i++) {
      spans.push(span(`s${i}`, i === 0 ? null : `s${i - 1}`, i, 40_000 - 2 * i));
    }
    const { columns } = buildTrace(trace(...spans));
    expect(columns.depth[19_999]).toBe(19_999);
    expect(columns.subtree[0]).toBe(20_000);
    expect(criticalPath(columns).length).toBeGreaterThan(19_999);
  });

  test("an empty trace is fine", () => {
    expect(buildTrace(trace()).columns.count).toBe(0);
    expect(criticalPath(buildTrace(trace()).columns)).toEqual([]);
  });
});

describe("criticalPath", () => {
  test("runs through the child that finished last", () => {
    const { columns } = buildTrace(trace(span("a", null, 0, 100), span("b", "a", 10, 30), span("c", "a", 50, 40)));
    expect(criticalPath(columns)).toEqual([
      { row: 0, from: 0, to: 10 },
      { row: 1, from: 10, to: 40 },
      { row: 0, from: 40, to: 50 },
      { row: 2, from: 50, to: 90 },
      { row: 0, from: 90, to: 100 },
    ]);
  });

  test("leaves a child out that overlaps the later one", () => {
    const { columns } = buildTrace(trace(span("a", null, 0, 100), span("b", "a", 10, 60), span("c", "a", 50, 40)));
    expect(criticalPath(columns).map((section) => section.row)).toEqual([0, 2, 0]);
  });

  test("a collapsed row shows the sections below it", () => {
    const { columns } = buildTrace(trace(span("a", null, 0, 100), span("b", "a", 10, 30), span("c", "b", 20, 10), span("d", "a", 50, 40)));
    const sorted = criticalPath(columns).sort((x, y) => x.row - y.row);
    expect(sectionsWithin(sorted, 1, 1).every((section) => section.row === 1)).toBe(true);
    expect(new Set(sectionsWithin(sorted, 1, 2).map((section) => section.row))).toEqual(new Set([1, 2]));
    expect(sectionsWithin(sorted, 0, 4)).toHaveLength(sorted.length);
  });

  test("covers the root exactly once", () => {
    const { columns } = buildTrace(trace(span("a", null, 0, 100), span("b", "a", 10, 500), span("c", "b", 20, 10)));
    const covered = criticalPath(columns).reduce((sum, section) => sum + section.to - section.from, 0);
    expect(covered).toBe(100);
  });
});

describe("visibleRows", () => {
  const { columns } = buildTrace(trace(span("a", null, 0, 100), span("b", "a", 1, 50), span("c", "b", 2, 5), span("d", "a", 60, 5)));

  test("hides what is below a collapsed row", () => {
    expect([...visibleRows(columns, new Set([1]))]).toEqual([0, 1, 3]);
    expect([...visibleRows(columns, collapseAll(columns))]).toEqual([0]);
  });

  test("collapses and expands by level", () => {
    const once = collapseOneLevel(columns, new Set());
    expect([...once]).toEqual([1]);
    expect([...collapseOneLevel(columns, once)].sort()).toEqual([0, 1]);
    expect([...expandOneLevel(columns, new Set([0, 1]))]).toEqual([1]);
  });

  test("keeps ancestors of matches", () => {
    expect([...withAncestors(columns, [2])]).toEqual([1, 1, 1, 0]);
  });
});

describe("TraceStore", () => {
  const store = new TraceStore(
    trace(
      span("a", null, 0, 100, { tags: [{ key: "http.url", value: "/Orders?id=7" }] }),
      span("b", "a", 10, 20, { logs: [{ timestamp: 12, fields: [{ key: "event", value: "retry now" }] }] }),
      span("c", "a", 40, 30, { tags: [{ key: "db", value: "x" }], logs: [{ timestamp: 5, fields: [] }] }),
    ),
  );

  test.each([
    ["orders", [0]],
    ['"retry now"', [1]],
    ["db=x", [2]],
    ["svc", [0, 1, 2]],
    ["h1", [0, 1, 2]],
    ["orders -http.url", []],
    ["B", [1, 2]],
    ["", []],
  ])("finds %s", (text, rows) => {
    expect([...store.find(text)]).toEqual(rows);
  });

  test("lists events in order of time", () => {
    expect(store.logs().map((log) => log.row)).toEqual([2, 1]);
  });

  test("groups figures", () => {
    const rows = store.statistics(["service", "operation"]);
    expect(rows.find((row) => row.name === "svc")).toMatchObject({ count: 3, total: 150, selfTotal: 100, parent: null });
    expect(rows.filter((row) => row.parent === "svc")).toHaveLength(3);
    expect(store.statistics(["tag:db"])).toHaveLength(1);
  });
});

describe("calls of language models", () => {
  const tag = (key: string, value: string | number) => ({ key, value });
  const call = (tags: ReturnType<typeof tag>[], logs: ReturnType<typeof tag>[][] = []) =>
    genAiCall({ traceID: "t", spanID: "1", operationName: "chat", startTime: 1, duration: 1, processID: "p", tags, logs: logs.map((fields) => ({ timestamp: 1, fields })) }, 0);

  test("tell model, tokens and what was said", () => {
    expect(
      call([
        tag("gen_ai.operation.name", "chat"),
        tag("gen_ai.request.model", "qwen-max"),
        tag("gen_ai.usage.input_tokens", 12),
        tag("gen_ai.usage.output_tokens", "7"),
        tag("gen_ai.output.messages", '[{"role":"assistant","parts":[{"type":"text","content":"Hello"}]}]'),
        tag("gen_ai.input.messages", '[{"role":"user","parts":[{"type":"text","content":"Hi"},{"type":"text","content":"there"}]}]'),
      ]),
    ).toEqual({ row: 0, operation: "chat", model: "qwen-max", inputTokens: 12, outputTokens: 7, messages: [{ role: "user", text: "Hi\nthere" }, { role: "assistant", text: "Hello" }] });
  });

  test("are read from events and older attributes too", () => {
    const { messages, inputTokens } = call([tag("gen_ai.system", "x"), tag("gen_ai.usage.prompt_tokens", 3), tag("gen_ai.prompt", "Hi")], [[tag("event", "gen_ai.choice"), tag("content", "Hello")], [tag("event", "retry"), tag("content", "no")]]);
    expect(messages).toEqual([{ role: "user", text: "Hi" }, { role: "assistant", text: "Hello" }]);
    expect(inputTokens).toBe(3);
  });

  test("may hold anything", () => {
    for (const text of ["", "{", "null", "[1,null,[]]", '{"parts":[{}]}', '[{"role":5,"content":{}}]']) {
      expect(() => call([tag("gen_ai.input.messages", text)])).not.toThrow();
    }
    expect(call([tag("gen_ai.input.messages", "{")]).messages).toEqual([{ role: "user", text: "{" }]);
  });
});
