// SPDX-License-Identifier: Apache-2.0
import { beforeEach, describe, expect, test, vi } from "vitest";
import { mergeConfig, readInjected } from "../src/app/config";
import { messageOf } from "../src/api/client";
import { fromWire, legacyParams, summaryPath } from "../src/api/summaries";
import { ofTrace, traceIdIn } from "../src/explore/api";
import { formatAgo, formatDuration, formatTime, parseDuration } from "../src/lib/format";
import { parseLogfmt, toLogfmt } from "../src/lib/logfmt";
import { logTicks, niceTicks, quantile } from "../src/lib/ticks";

beforeEach(() => {
  const stored = new Map<string, string>([["tracing-on-sls.timezone", "UTC"]]);
  vi.stubGlobal("localStorage", { getItem: (key: string) => stored.get(key) ?? null, setItem: (key: string, value: string) => stored.set(key, value) });
});

describe("durations", () => {
  test.each([
    [0, "0μs"],
    [999, "999μs"],
    [1_000, "1ms"],
    [1_234, "1.23ms"],
    [12_345, "12.3ms"],
    [1_500_000, "1.5s"],
    [65_000_000, "1m 5s"],
    [3_600_000_000, "1h"],
    [90_061_000_000, "1d 1h"],
    [-2_000, "-2ms"],
  ])("%d reads %s", (micros, text) => expect(formatDuration(micros)).toBe(text));

  test.each([
    ["1.2s", 1_200_000],
    ["100ms", 100_000],
    ["500us", 500],
    ["2m", 120_000_000],
    ["5", null],
    ["x", null],
    ["", null],
  ])("%s parses", (text, micros) => expect(parseDuration(text)).toBe(micros));
});

test("times have milliseconds", () => {
  expect(formatTime(1_600_000_000_123_456)).toBe("2020-09-13 12:26:40.123");
});

test("ages are words", () => {
  expect(formatAgo(0, 180_000_000, "en")).toBe("3 minutes ago");
});

describe("logfmt", () => {
  test.each([
    ['a=1 b="two words" c', { a: "1", b: "two words", c: "true" }],
    ['k="say \\"hi\\""', { k: 'say "hi"' }],
    ["url=http://x?a=b", { url: "http://x?a=b" }],
    ["  ", {}],
    ["=x", { "": "x" }],
  ])("%s", (text, tags) => expect(parseLogfmt(text)).toEqual(tags));

  test("round trip", () => {
    const tags = { "a b": 'x"y\\', plain: "v", empty: "" };
    expect(parseLogfmt(toLogfmt(tags))).toEqual(tags);
  });
});

describe("configuration", () => {
  test("is read only once the server wrote it", () => {
    expect(readInjected("JAEGER_CONFIG = DEFAULT_CONFIG;")).toBeNull();
    expect(readInjected('JAEGER_CONFIG = {"a":";"};')).toEqual({ a: ";" });
  });

  test("merges sections one level deep", () => {
    const merged = mergeConfig({ search: { maxLimit: 7 }, linkPatterns: [] });
    expect(merged.search).toMatchObject({ maxLimit: 7, maxLookback: { value: "2d" } });
  });
});

test("both error envelopes are understood", () => {
  expect(messageOf('{"errors":[{"code":400,"msg":"bad"}]}')).toBe("bad");
  expect(messageOf('{"error":{"httpCode":400,"message":"worse"}}')).toBe("worse");
  expect(messageOf("<html>")).toBeNull();
});

test("a search becomes the server's parameters", () => {
  const path = summaryPath({
    service: "a b",
    operation: "",
    tags: "k=v",
    startMicros: 1_600_000_000_000_000,
    endMicros: 1_600_000_001_000_001,
    minDuration: "1.5 s",
    maxDuration: "",
    limit: 20,
    query: "",
  });
  const params = new URL(path, "http://x/").searchParams;
  expect(Object.fromEntries(params)).toEqual({
    "query.serviceName": "a b",
    "query.attributes": '{"k":"v"}',
    "query.startTimeMin": "2020-09-13T12:26:40.000Z",
    "query.startTimeMax": "2020-09-13T12:26:41.001Z",
    "query.durationMin": "1.5s",
    "query.searchDepth": "20",
  });
});

test("summaries keep microseconds", () => {
  const summary = fromWire({ traceId: "x", minStartTimeUnixNano: "1600000000123456789", maxEndTimeUnixNano: "1600000000124691356" });
  expect(summary).toMatchObject({ startMicros: 1_600_000_000_123_456, durationMicros: 1_235, spans: 0, services: [] });
});

test("ticks are round", () => {
  expect(niceTicks(0, 10, 5)).toEqual([0, 2, 4, 6, 8, 10]);
  expect(logTicks(50, 2_000_000)).toEqual([100, 1000, 10000, 100000, 1000000]);
  expect(quantile([1, 2, 3, 4], 0.5)).toBe(2);
  expect(quantile([], 0.5)).toBeNaN();
});

test("the legacy form of a search has every condition", () => {
  const query = { service: "a&b", operation: "GET /", tags: 'k="v w"', startMicros: 1_000, endMicros: 2_000.5, minDuration: "1 ms", maxDuration: "", limit: 20, query: "status=error" };
  const params = legacyParams(query);
  expect(Object.fromEntries(params)).toEqual({ service: "a&b", operation: "GET /", tags: '{"k":"v w"}', start: "1000", end: "2001", minDuration: "1ms", query: "status=error" });
  expect(params.toString()).toContain("service=a%26b");
});

test("logs lead to traces and traces to logs in both lengths of an id", () => {
  expect(ofTrace("trace_id", "abc")).toBe(`trace_id: "${"0".repeat(29)}abc" or trace_id: "${"0".repeat(13)}abc"`);
  expect(ofTrace('x-b"3', `1${"0".repeat(31)}`)).toBe(`"x-b\\"3": "1${"0".repeat(31)}"`);
  const id = "4bf92f3577b34da6a3ce929d0e0e4736";
  expect([id, `00-${id}-00f067aa0ba902b7-01`, "a3ce929d0e0e4736", "-", "", "javascript:1", `${id}0`].map(traceIdIn)).toEqual([id, id, "a3ce929d0e0e4736", "", "", "", ""]);
});
