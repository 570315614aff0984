// SPDX-License-Identifier: Apache-2.0
import type { CSSProperties } from "preact";
import type { Summary } from "../api/summaries";
import { useState } from "preact/hooks";
import { t } from "../app/i18n";
import { ErrorNotice, ServiceName } from "../app/ui";
import { formatCount, formatDuration } from "../lib/format";
import { loadServiceTimes, type ServiceTime } from "./service-times";

/** Each service's part in the found traces. */
export function ServiceShare({ rows }: { rows: Summary[] }) {
  const [times, setTimes] = useState<{ of: Summary[]; services: Map<string, ServiceTime>; done: number; error?: unknown } | null>(null);
  const known = times?.of === rows ? times : null;
  const measure = () => {
    setTimes({ of: rows, services: new Map(), done: 0 });
    loadServiceTimes(rows, (services, done) => setTimes({ of: rows, services, done })).catch((error: unknown) => setTimes({ of: rows, services: new Map(), done: 0, error }));
  };
  const totals = new Map<string, { spans: number; errors: number; traces: number }>();
  for (const row of rows) {
    for (const service of row.services) {
      const total = totals.get(service.name) ?? { spans: 0, errors: 0, traces: 0 };
      total.spans += service.spans;
      total.errors += service.errors;
      total.traces++;
      totals.set(service.name, total);
    }
  }
  const sorted = [...totals].sort(([, a], [, b]) => b.spans - a.spans);
  const most = sorted[0]?.[1].spans ?? 1;
  return (
    <details class="card">
      <summary>
        <h2 style={{ display: "inline" }}>
          {t("Services in these traces")} ({sorted.length})
        </h2>
      </summary>
      {known === null ? (
        <button type="button" onClick={measure}>
          {t("Measure cumulative and self time")}
        </button>
      ) : (
        <span class="muted small" aria-live="polite">
          {t("{done} of {count} traces measured", { done: known.done, count: rows.length })}
        </span>
      )}
      {known?.error !== undefined && <ErrorNotice error={known.error} />}
      <div style={{ maxHeight: "260px", overflow: "auto" }}>
        <table>
          <thead>
            <tr>
              <th>{t("Service")}</th>
              <th class="number">{t("Traces")}</th>
              <th class="number">{t("Spans")}</th>
              <th class="number">{t("Errors")}</th>
              {known && <th class="number">{t("Cumulative time")}</th>}
              {known && <th class="number">{t("Self time")}</th>}
            </tr>
          </thead>
          <tbody>
            {sorted.slice(0, 200).map(([name, total]) => (
              <tr key={name}>
                <td class="heat" style={{ "--share": `${(total.spans / most) * 100}%` } as CSSProperties}>
                  <ServiceName name={name} />
                </td>
                <td class="number">{formatCount(total.traces)}</td>
                <td class="number">{formatCount(total.spans)}</td>
                <td class={total.errors > 0 ? "number error-text" : "number"}>{formatCount(total.errors)}</td>
                {known && <td class="number">{formatDuration(known.services.get(name)?.total ?? 0)}</td>}
                {known && <td class="number">{formatDuration(known.services.get(name)?.self ?? 0)}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
