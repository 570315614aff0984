// SPDX-License-Identifier: Apache-2.0
/** Durations, times and numbers for people. All durations are microseconds. */

const UNITS: ReadonlyArray<readonly [string, number]> = [
  ["d", 86_400_000_000],
  ["h", 3_600_000_000],
  ["m", 60_000_000],
  ["s", 1_000_000],
  ["ms", 1_000],
];

/** `1.23s`, `450ms`, `1m 5s`, `12μs`: three significant digits, two units from a minute on. */
export function formatDuration(micros: number): string {
  const negative = micros < 0;
  const magnitude = Math.abs(micros);
  const index = UNITS.findIndex(([, size]) => magnitude >= size);
  const sign = negative ? "-" : "";
  if (index < 0) {
    return `${sign}${Math.round(magnitude)}μs`;
  }
  const [unit, size] = UNITS[index]!;
  if (index < 3) {
    const [lower, lowerSize] = UNITS[index + 1]!;
    const whole = Math.floor(magnitude / size);
    const rest = Math.round((magnitude - whole * size) / lowerSize);
    return `${sign}${whole}${unit}${rest > 0 ? ` ${rest}${lower}` : ""}`;
  }
  return `${sign}${significant(magnitude / size)}${unit}`;
}

function significant(value: number): string {
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return String(Number(value.toFixed(digits)));
}

/** Parses `1.2s`, `100ms`, `500us`, `2m`, `1h`, `7d`; null if it is none of these. */
export function parseDuration(text: string): number | null {
  const match = /^\s*(\d+(?:\.\d+)?)\s*(us|μs|µs|ms|s|m|h|d)\s*$/.exec(text);
  if (!match) {
    return null;
  }
  const unit = match[2]!.replace(/[μµ]s/, "us");
  const size = unit === "us" ? 1 : UNITS.find(([name]) => name === unit)![1];
  return Number(match[1]) * size;
}

const TIME_ZONE_KEY = "tracing-on-sls.timezone";

/** `local`, `UTC` or an IANA name. */
export function timeZone(): string {
  const zone = localStorage.getItem(TIME_ZONE_KEY) ?? "local";
  return zone === "local" || isZone(zone) ? zone : "local";
}

function isZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: zone }));
  } catch {
    return false;
  }
}

export function setTimeZone(zone: string): void {
  localStorage.setItem(TIME_ZONE_KEY, zone);
  formatters.clear();
}

/** `UTC` and the names of all zones that the browser knows. */
export function timeZones(): string[] {
  return ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")];
}

/** The time for a `datetime-local` field, in the chosen time zone; empty for 0. */
export function toWallClock(micros: number): string {
  return micros > 0 ? formatTime(micros).slice(0, 19).replace(" ", "T") : "";
}

/** The time that a `datetime-local` field means in the chosen time zone; 0 for none. Of a time that a clock shows twice, the earlier. */
export function fromWallClock(text: string): number {
  const wanted = Date.parse(`${text}Z`);
  if (Number.isNaN(wanted)) {
    return 0;
  }
  const shownAt = (millis: number) => Date.parse(`${toWallClock(millis * 1000)}Z`);
  const candidates = [-86_400_000, 86_400_000].map((away) => wanted - (shownAt(wanted + away) - (wanted + away)));
  const exact = candidates.filter((millis) => shownAt(millis) === wanted);
  return Math.min(...(exact.length > 0 ? exact : candidates)) * 1000;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  let found = formatters.get(name);
  if (!found) {
    const zone = timeZone();
    found = new Intl.DateTimeFormat("sv-SE", { ...options, hourCycle: "h23", ...(zone === "local" ? {} : { timeZone: zone }) });
    formatters.set(name, found);
  }
  return found;
}

/** `2026-11-25 10:11:12.345` in the chosen time zone. */
export function formatTime(micros: number): string {
  const seconds = formatter("full", {
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  }).format(micros / 1000);
  const millis = Math.floor(micros / 1000) % 1000;
  return `${seconds}.${String((millis + 1000) % 1000).padStart(3, "0")}`;
}

/** `10:11` or, over more than a day, `11-25 10:11`. */
export function formatTick(micros: number, spanMicros: number): string {
  const full = formatTime(micros);
  if (spanMicros > 86_400_000_000) {
    return full.slice(5, 16);
  }
  return spanMicros > 300_000_000 ? full.slice(11, 16) : full.slice(11, 19);
}

/** `3 minutes ago` in the page's language. */
export function formatAgo(micros: number, nowMicros: number, language: string): string {
  const seconds = Math.round((micros - nowMicros) / 1_000_000);
  const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  for (const [unit, size] of [["day", 86_400], ["hour", 3_600], ["minute", 60]] as const) {
    if (Math.abs(seconds) >= size) {
      return relative.format(Math.round(seconds / size), unit);
    }
  }
  return relative.format(seconds, "second");
}

export function formatCount(count: number): string {
  return count.toLocaleString("en-US");
}

export function formatPercent(share: number): string {
  const percent = share * 100;
  return `${percent > 0 && percent < 0.1 ? "<0.1" : Number(percent.toFixed(percent < 10 ? 1 : 0))}%`;
}
