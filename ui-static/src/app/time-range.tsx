// SPDX-License-Identifier: Apache-2.0
import { fromWallClock, timeZone, toWallClock } from "../lib/format";
import { t } from "./i18n";

/** Start and end to the second, in the chosen time zone. Microseconds; 0 for a field that is empty. */
export function TimeRange({ start, end, onChange }: { start: number; end: number; onChange: (start: number, end: number) => void }) {
  const zone = timeZone() === "local" ? "" : ` (${timeZone()})`;
  return (
    <div class="two">
      <label>
        {t("From")}
        {zone}
        <input type="datetime-local" step="1" value={toWallClock(start)} onChange={(event) => onChange(fromWallClock(event.currentTarget.value), end)} />
      </label>
      <label>
        {t("To")}
        {zone}
        <input type="datetime-local" step="1" value={toWallClock(end)} onChange={(event) => onChange(start, fromWallClock(event.currentTarget.value))} />
      </label>
    </div>
  );
}
