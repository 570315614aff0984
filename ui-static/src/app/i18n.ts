// SPDX-License-Identifier: Apache-2.0
import { signal } from "@preact/signals";

/** Translations are keyed by the English text; what has none shows in English. */
const KEY = "tracing-on-sls.language";

export const language = signal("en");
const dictionary = signal<Record<string, string>>({});

export async function startLanguage(): Promise<void> {
  const wanted = localStorage.getItem(KEY) ?? (navigator.language.startsWith("zh") ? "zh-CN" : "en");
  await setLanguage(wanted);
}

export async function setLanguage(wanted: string): Promise<void> {
  dictionary.value = wanted === "zh-CN" ? (await import("./zh")).zh : {};
  language.value = wanted;
  document.documentElement.lang = wanted;
  localStorage.setItem(KEY, wanted);
}

/** The text in the chosen language; `{name}` is replaced by the value of that name. */
export function t(text: string, values: Record<string, string | number> = {}): string {
  const translated = dictionary.value[text] ?? text;
  return translated.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));
}
