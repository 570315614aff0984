// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from "preact/hooks";
import { operations, services, type Operation } from "../api/catalog";
import { Combobox } from "../app/combobox";
import { config } from "../app/config";
import { t } from "../app/i18n";
import { navigate } from "../app/router";
import { TimeRange } from "../app/time-range";
import { parseDuration } from "../lib/format";
import { parseLogfmt } from "../lib/logfmt";
import { conditionCompletions, tagCompletions, useCompletions } from "./complete";
import { allowedLookbacks, endAdjustment, searchUrl, setEndAdjustment, type FormState } from "./state";

const LAST_SEARCH = "lastSearch";

/** The search form. Submitting goes to the URL of the search. */
export function SearchForm({ initial }: { initial: FormState }) {
  const [form, setForm] = useState(initial);
  const [names, setNames] = useState<string[]>([]);
  const [ops, setOps] = useState<Operation[]>([]);
  useEffect(() => setForm(initial), [JSON.stringify(initial)]);
  useEffect(() => void services().then(setNames, () => setNames([])), []);
  useEffect(() => {
    setOps([]);
    if (form.service) {
      let wanted = true;
      operations(form.service).then((found) => wanted && setOps(found), () => {});
      return () => void (wanted = false);
    }
    return undefined;
  }, [form.service]);
  const set = (change: Partial<FormState>) => setForm({ ...form, ...change });
  const opNames = [...new Set(ops.map((op) => op.name))];
  const tags = useCompletions(form.tags, tagCompletions);
  const conditions = useCompletions(form.query, (text) => conditionCompletions(text, form.service));
  const badMin = form.minDuration !== "" && parseDuration(form.minDuration) === null;
  const badMax = form.maxDuration !== "" && parseDuration(form.maxDuration) === null;
  const submit = (event: Event) => {
    event.preventDefault();
    localStorage.setItem(LAST_SEARCH, JSON.stringify({ service: form.service, operation: form.operation }));
    navigate(searchUrl(form, parseLogfmt(form.tags), Date.now() * 1000));
  };
  return (
    <form class="card stack form" onSubmit={submit} aria-label={t("Search")}>
      <label>
        {t("Service")} ({names.length})
        <Combobox name="service" value={form.service} options={names} placeholder={t("All services")} onInput={(service) => set({ service, operation: "" })} />
      </label>
      <label>
        {t("Operation")} {opNames.length > 0 && `(${opNames.length})`}
        <Combobox name="operation" value={form.operation} options={opNames} placeholder={t("all")} onInput={(operation) => set({ operation })} />
      </label>
      <label>
        {t("Tags")}
        <Combobox name="tags" value={form.tags} options={tags} narrow={false} placeholder="http.status_code=500 error=true" onInput={(value) => set({ tags: value })} />
      </label>
      <label>
        {t("Conditions")}
        <Combobox name="query" value={form.query} options={conditions} narrow={false} placeholder='http.status_code >= 500 and not name = "/health"' onInput={(query) => set({ query })} />
      </label>
      <label>
        {t("Lookback")}
        <select name="lookback" value={form.lookback} onChange={(event) => set(customRange(event.currentTarget.value, form))}>
          {withValue(allowedLookbacks(), form.lookback === "custom" ? "" : form.lookback).map((lookback) => (
            <option key={lookback} value={lookback}>
              {t("Last {time}", { time: lookback })}
            </option>
          ))}
          <option value="custom">{t("Custom range")}</option>
        </select>
      </label>
      {form.lookback === "custom" && <TimeRange start={form.start} end={form.end} onChange={(start, end) => set({ start, end })} />}
      {config().search.adjustEndTime && form.lookback !== "custom" && <AdjustEnd amount={config().search.adjustEndTime!} />}
      <div class="two">
        <label>
          {t("Min duration")}
          <input name="minDuration" value={form.minDuration} placeholder="1.2s, 100ms" aria-invalid={badMin} onInput={(event) => set({ minDuration: event.currentTarget.value })} />
        </label>
        <label>
          {t("Max duration")}
          <input name="maxDuration" value={form.maxDuration} placeholder="1.2s, 500us" aria-invalid={badMax} onInput={(event) => set({ maxDuration: event.currentTarget.value })} />
        </label>
      </div>
      <label>
        {t("Limit results")}
        <input name="limit" type="number" min={1} max={config().search.maxLimit} value={form.limit} onInput={(event) => set({ limit: Number(event.currentTarget.value) || 20 })} />
      </label>
      <LastSearch present={form} onRepeat={(last) => navigate(searchUrl({ ...form, ...last }, parseLogfmt(form.tags), Date.now() * 1000))} />
      <div class="line spread">
        <button type="button" class="plain" onClick={() => navigate("/search")}>
          {t("Reset")}
        </button>
        <button type="submit" class="primary" disabled={badMin || badMax}>
          {t("Find Traces")}
        </button>
      </div>
    </form>
  );
}

/** One click back to the service and operation of the last search. */
function LastSearch({ present, onRepeat }: { present: FormState; onRepeat: (last: Pick<FormState, "service" | "operation">) => void }) {
  const last = readLast();
  if (!last || last.service === "" || (last.service === present.service && last.operation === present.operation)) {
    return null;
  }
  return (
    <button type="button" class="plain small" style={{ overflow: "hidden" }} onClick={() => onRepeat(last)}>
      ↺ {last.service} {last.operation}
    </button>
  );
}

function readLast(): Pick<FormState, "service" | "operation"> | null {
  try {
    const last = JSON.parse(localStorage.getItem(LAST_SEARCH) ?? "null") as Partial<FormState> | null;
    return last && typeof last.service === "string" ? { service: last.service, operation: String(last.operation ?? "") } : null;
  } catch {
    return null;
  }
}

/** The switch for ending a search a little before now, where the configuration asks for that. */
function AdjustEnd({ amount }: { amount: string }) {
  const [on, setOn] = useState(endAdjustment() > 0);
  return (
    <label class="line">
      <input
        type="checkbox"
        checked={on}
        onChange={() => {
          setEndAdjustment(!on);
          setOn(!on);
        }}
      />
      {t("End {amount} before now", { amount })}
    </label>
  );
}

function customRange(lookback: string, form: FormState): Partial<FormState> {
  if (lookback !== "custom" || form.start > 0) {
    return lookback === "custom" ? { lookback } : { lookback, start: 0, end: 0 };
  }
  const now = Date.now() * 1000;
  return { lookback, start: now - 3_600_000_000, end: now };
}

/** A chosen value stays choosable though the list lacks it. */
function withValue(list: string[], value: string): string[] {
  return value === "" || list.includes(value) ? list : [value, ...list];
}
