// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from "preact/hooks";
import { operations, services, type Operation } from "../api/catalog";
import { config } from "../app/config";
import { t } from "../app/i18n";
import { navigate } from "../app/router";
import { parseDuration } from "../lib/format";
import { parseLogfmt } from "../lib/logfmt";
import { useCompletions } from "./complete";
import { allowedLookbacks, searchUrl, type FormState } from "./state";

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
  const completions = useCompletions(form.tags);
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
        <select name="service" value={form.service} onChange={(event) => set({ service: event.currentTarget.value, operation: "" })}>
          <option value="">{t("All services")}</option>
          {withValue(names, form.service).map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t("Operation")} {ops.length > 0 && `(${new Set(ops.map((op) => op.name)).size})`}
        <input name="operation" list="operations" value={form.operation} placeholder={t("all")} onInput={(event) => set({ operation: event.currentTarget.value })} autocomplete="off" />
        <datalist id="operations">
          {[...new Set(ops.map((op) => op.name))].map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
      </label>
      <label>
        {t("Tags")}
        <input name="tags" list="tag-completions" value={form.tags} placeholder='http.status_code=500 error=true' onInput={(event) => set({ tags: event.currentTarget.value })} autocomplete="off" spellcheck={false} />
      </label>
      <datalist id="tag-completions">
        {completions.map((text) => (
          <option key={text} value={text} />
        ))}
      </datalist>
      <label>
        {t("Conditions")}
        <input
          name="query"
          value={form.query}
          placeholder='http.status_code >= 500 and not name = "/health"'
          onInput={(event) => set({ query: event.currentTarget.value })}
          autocomplete="off"
          spellcheck={false}
        />
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
      {form.lookback === "custom" && <CustomRange form={form} set={set} />}
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

function CustomRange({ form, set }: { form: FormState; set: (change: Partial<FormState>) => void }) {
  return (
    <div class="stack">
      <label>
        {t("From")}
        <input type="datetime-local" step="1" value={toLocal(form.start)} onInput={(event) => set({ start: fromLocal(event.currentTarget.value) })} />
      </label>
      <label>
        {t("To")}
        <input type="datetime-local" step="1" value={toLocal(form.end)} onInput={(event) => set({ end: fromLocal(event.currentTarget.value) })} />
      </label>
    </div>
  );
}

function customRange(lookback: string, form: FormState): Partial<FormState> {
  if (lookback !== "custom" || form.start > 0) {
    return lookback === "custom" ? { lookback } : { lookback, start: 0, end: 0 };
  }
  const now = Date.now() * 1000;
  return { lookback, start: now - 3_600_000_000, end: now };
}

function toLocal(micros: number): string {
  const date = new Date(micros / 1000 - new Date(micros / 1000).getTimezoneOffset() * 60_000);
  return micros > 0 ? date.toISOString().slice(0, 19) : "";
}

function fromLocal(text: string): number {
  const millis = new Date(text).getTime();
  return Number.isNaN(millis) ? 0 : millis * 1000;
}

/** A chosen value stays choosable though the list lacks it. */
function withValue(list: string[], value: string): string[] {
  return value === "" || list.includes(value) ? list : [value, ...list];
}
