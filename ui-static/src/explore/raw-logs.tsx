// SPDX-License-Identifier: Apache-2.0
import { useState } from "preact/hooks";
import { t } from "../app/i18n";
import { href } from "../app/router";
import { formatTime } from "../lib/format";
import { traceIdIn, type LogAnswer } from "./api";

/** Logs as they were written, those with a trace's id leading to it; a click on a value adds it to the search. */
export function RawLogs({ answer, traceField, onFilter }: { answer: LogAnswer; traceField: string; onFilter: (key: string, value: string) => void }) {
  return (
    <div>
      {answer.rows.map((row, i) => (
        <LogRow key={i} row={row} traceField={traceField} onFilter={onFilter} />
      ))}
    </div>
  );
}

function LogRow({ row, traceField, onFilter }: { row: Record<string, string>; traceField: string; onFilter: (key: string, value: string) => void }) {
  const [open, setOpen] = useState(false);
  const traceId = traceIdIn(row[traceField] ?? "");
  const fields = Object.entries(row).filter(([key]) => !/^__(time|source|topic)/.test(key));
  return (
    <div style={{ borderBottom: "1px solid var(--line)", padding: "4px 0" }}>
      <div class="line" style={{ flexWrap: "nowrap" }}>
        <button type="button" class="plain" aria-expanded={open} aria-label={t("Show all fields")} onClick={() => setOpen(!open)}>
          {open ? "▾" : "▸"}
        </button>
        <span class="mono muted" style={{ whiteSpace: "nowrap" }}>
          {formatTime(Number(row["__time__"] ?? 0) * 1_000_000)}
        </span>
        <span class="mono" style={{ overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" }}>
          {fields.map(([key, value]) => `${key}: ${value}`).join("  ")}
        </span>
        {traceId !== "" && <a href={href(`/trace/${traceId}`)}>{t("Trace")}</a>}
      </div>
      {open && (
        <table class="kv">
          <tbody>
            {Object.entries(row).map(([key, value]) => (
              <tr key={key}>
                <td>{key}</td>
                <td>
                  <button type="button" onClick={() => onFilter(key, value)}>
                    {t("Filter")}
                  </button>
                  {value}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
