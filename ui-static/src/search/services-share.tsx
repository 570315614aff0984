// SPDX-License-Identifier: Apache-2.0
import type { CSSProperties } from "preact";
import type { Summary } from "../api/summaries";
import { t } from "../app/i18n";
import { ServiceName } from "../app/ui";
import { formatCount } from "../lib/format";

/** Each service's part in the found traces. */
export function ServiceShare({ rows }: { rows: Summary[] }) {
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
      <div style={{ maxHeight: "260px", overflow: "auto" }}>
        <table>
          <thead>
            <tr>
              <th>{t("Service")}</th>
              <th class="number">{t("Traces")}</th>
              <th class="number">{t("Spans")}</th>
              <th class="number">{t("Errors")}</th>
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
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
