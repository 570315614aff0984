// SPDX-License-Identifier: Apache-2.0
import { getJson } from "../api/client";

/** A line of a chart: times in seconds, values as the server measures them. */
export interface Series {
  name: string;
  points: [number, number][];
}

export interface Monitor {
  latencies: Series[];
  errors: Series[];
  calls: Series[];
  operationLatencies: Series[];
  operationErrors: Series[];
  operationCalls: Series[];
}

interface WireFamily {
  metrics?: {
    labels?: { name: string; value: string }[];
    metricPoints?: { gaugeValue?: { doubleValue?: number | string }; timestamp: string }[];
  }[];
}

/** Jaeger's eight requests of a Monitor refresh. */
export async function loadMetrics(service: string, kind: string, lookbackMillis: number, signal: AbortSignal): Promise<Monitor> {
  const step = Math.max(5_000, Math.round(lookbackMillis / 60));
  const endTs = String(Date.now());
  const ask = async (metric: string, quantile: number, byOperation: boolean) => {
    const params = new URLSearchParams({
      service,
      endTs,
      lookback: String(lookbackMillis),
      quantile: String(quantile),
      ratePer: String(Math.max(600_000, step)),
      spanKind: kind,
      step: String(step),
      ...(byOperation ? { groupByOperation: "true" } : {}),
    });
    return getJson<WireFamily>(`api/metrics/${metric}?${params}`, signal);
  };
  const [p50, p75, p95, calls, errors, opLatency, opCalls, opErrors] = await Promise.all([
    ask("latencies", 0.5, false),
    ask("latencies", 0.75, false),
    ask("latencies", 0.95, false),
    ask("calls", 0.95, false),
    ask("errors", 0.95, false),
    ask("latencies", 0.95, true),
    ask("calls", 0.95, true),
    ask("errors", 0.95, true),
  ]);
  return {
    latencies: [...toSeries(p50!, "p50"), ...toSeries(p75!, "p75"), ...toSeries(p95!, "p95")],
    calls: toSeries(calls!, "calls"),
    errors: toSeries(errors!, "errors"),
    operationLatencies: toSeries(opLatency!),
    operationCalls: toSeries(opCalls!),
    operationErrors: toSeries(opErrors!),
  };
}

/** Series named by the given name, or by their label `operation`. */
export function toSeries(family: WireFamily, name?: string): Series[] {
  return (family.metrics ?? []).map((metric) => ({
    name: name ?? metric.labels?.find((label) => label.name === "operation")?.value ?? "",
    points: (metric.metricPoints ?? []).flatMap((point): [number, number][] => {
      const value = point.gaugeValue?.doubleValue;
      return typeof value === "number" ? [[Date.parse(point.timestamp) / 1000, value]] : [];
    }),
  }));
}

export interface OperationRow {
  operation: string;
  latencyMillis: number;
  rate: number;
  errors: number;
  /** Share of the latency-weighted traffic, relative to the heaviest operation. */
  impact: number;
  latencies: number[];
  rates: number[];
}

export function operationRows(monitor: Monitor): OperationRow[] {
  const values = (list: Series[], name: string) => (list.find((series) => series.name === name)?.points ?? []).map(([, value]) => value);
  const average = (list: Series[], name: string) => {
    const points = values(list, name);
    return points.length === 0 ? 0 : points.reduce((sum, value) => sum + value, 0) / points.length;
  };
  const rows = monitor.operationCalls.map((series) => ({
    operation: series.name,
    latencyMillis: average(monitor.operationLatencies, series.name),
    rate: average(monitor.operationCalls, series.name),
    errors: average(monitor.operationErrors, series.name),
    impact: 0,
    latencies: values(monitor.operationLatencies, series.name),
    rates: values(monitor.operationCalls, series.name),
  }));
  const most = Math.max(...rows.map((row) => row.latencyMillis * row.rate), Number.MIN_VALUE);
  return rows.map((row) => ({ ...row, impact: (row.latencyMillis * row.rate) / most })).sort((a, b) => b.impact - a.impact);
}
