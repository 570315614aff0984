// SPDX-License-Identifier: Apache-2.0
import { t } from "../app/i18n";
import { setParams } from "../app/router";
import { Menu, ServiceName } from "../app/ui";
import { sortedServices, type Selection } from "./selection";
import { encodeServices, saveDefaultHidden } from "./service-filter";
import type { TraceColumns } from "./types";

/** Chooses what of the trace shows: matches, long spans, services, repeats as one row. */
export function ShowMenu({ columns, selection }: { columns: TraceColumns; selection: Selection }) {
  const services = sortedServices(columns);
  const hidden = selection.hiddenServices;
  const show = (next: Set<string>) => setParams({ svcFilter: encodeServices(services, next) ?? (next.size === 0 ? "0.0" : undefined) });
  const toggle = (name: string) => {
    const next = new Set(hidden);
    if (!next.delete(name)) {
      next.add(name);
    }
    if (next.size < services.length) {
      show(next);
    }
  };
  const active = [selection.onlyMatches, hidden.size > 0, selection.leastMicros > 0, selection.groupRepeats, selection.root >= 0].filter(Boolean).length;
  return (
    <Menu label={active > 0 ? `${t("Show")} (${active})` : t("Show")} keepOpen>
      <label class="line">
        <input type="checkbox" checked={selection.onlyMatches} onChange={() => setParams({ only: selection.onlyMatches ? undefined : "matches" })} />
        {t("Only matches")}
      </label>
      <label class="line">
        <input type="checkbox" checked={selection.groupRepeats} onChange={() => setParams({ group: selection.groupRepeats ? undefined : "repeats" })} />
        {t("Repeated spans as one row")}
      </label>
      <label class="line">
        {t("Spans from")}
        <input style={{ width: "90px" }} placeholder="10ms" defaultValue={selection.leastMicros > 0 ? `${selection.leastMicros}us` : ""} onChange={(event) => setParams({ least: event.currentTarget.value.trim() })} />
      </label>
      {selection.root >= 0 && (
        <button type="button" onClick={() => setParams({ root: undefined })}>
          {t("Show the whole trace")}
        </button>
      )}
      <fieldset class="checklist">
        <legend>{t("Services")}</legend>
        {services.map((name) => (
          <label key={name} class="line">
            <input type="checkbox" checked={!hidden.has(name)} onChange={() => toggle(name)} />
            <ServiceName name={name} />
          </label>
        ))}
      </fieldset>
      <button type="button" disabled={hidden.size === 0} onClick={() => show(new Set())}>
        {t("Show all services")}
      </button>
      <button type="button" onClick={() => saveDefaultHidden(hidden)}>
        {t("Hide these services in every trace")}
      </button>
    </Menu>
  );
}
