// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from "preact/hooks";
import { operations, services, tagKeys, tagValues } from "../api/catalog";
import type { Option } from "../app/combobox";
import { toLogfmt } from "../lib/logfmt";

const MOST = 20;

/** The last word of a tags field: a key being typed, or a value behind its equals sign. */
export function lastWord(text: string): { before: string; key: string; value: string | null } {
  const match = /^(.*?)([^\s="]*)(?:=("?)([^"=\s]*))?$/s.exec(text);
  const [, before = "", key = "", , value] = match ?? [];
  return { before, key, value: value ?? null };
}

/** What a tags field could become; nothing while the word is empty or the server has no suggestions. */
export async function tagCompletions(text: string): Promise<Option[]> {
  const { before, key, value } = lastWord(text);
  if (key === "") {
    return [];
  }
  if (value === null) {
    return (await tagKeys(key)).slice(0, MOST).map((name) => ({ value: `${before}${toLogfmt({ [name]: "" }).replace(/""$/, "")}`, label: name }));
  }
  return (await tagValues(key, value)).slice(0, MOST).map((found) => ({ value: `${before}${toLogfmt({ [key]: found })} `, label: found }));
}

/** The end of a text of conditions: a field being typed, a value behind an operator, or the place for the next word. */
export type ConditionEnd = { kind: "field"; before: string; word: string } | { kind: "value"; before: string; field: string; word: string } | { kind: "join"; before: string } | { kind: "none" };

const FIELD = String.raw`(?:(?:resource\.|(?:span|resource|event|scope|link):)?"(?:[^"\\]|\\.)*"|[^\s()<>=!"']+)`;
const VALUE = String.raw`(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^\s()<>=!"']+)`;
const OPERATOR = String.raw`\s*(?:!=|<=|>=|=|<|>)\s*`;

/** Looks at the last term only; what stands before it is the server's to judge. */
export function conditionEnd(text: string): ConditionEnd {
  if (new RegExp(`(?:^|[\\s(])${FIELD}${OPERATOR}${VALUE}\\s+$`, "s").test(text)) {
    return { kind: "join", before: text };
  }
  const value = new RegExp(`^(.*?)(${FIELD})(${OPERATOR})("?)([^\\s()<>=!"']*)$`, "s").exec(text);
  if (value) {
    return { kind: "value", before: `${value[1]}${value[2]}${value[3]}`, field: value[2]!, word: value[5]! };
  }
  if (/["']/.test(text.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/gs, ""))) {
    return { kind: "none" };
  }
  const field = /^(.*?(?:^|[\s(]))([^\s()<>=!"']*)$/s.exec(text);
  return field ? { kind: "field", before: field[1]!, word: field[2]! } : { kind: "none" };
}

const BUILT_IN = ["service", "name", "kind", "status", "duration", "trace.duration", "trace.spans", "trace.errors", "trace.services"];
const WORDS = ["and", "or", "not"];
const VALUES: Record<string, string[]> = {
  kind: ["server", "client", "internal", "producer", "consumer", "unspecified"],
  status: ["error", "ok", "unset"],
  duration: ["10ms", "100ms", "1s"],
  "trace.duration": ["100ms", "1s", "10s"],
};

/** Quoted where a plain word would mean something else. */
function quoted(text: string): string {
  return text === "" || /[\s()<>=!"'*?\\]/.test(text) ? `"${text.replace(/[\\"]/g, "\\$&")}"` : text;
}

async function valuesOf(field: string, word: string, service: string): Promise<string[]> {
  const begins = (value: string) => value.toLowerCase().startsWith(word.toLowerCase());
  switch (field) {
    case "service":
      return (await services()).filter(begins);
    case "name":
    case "operation":
      return service === "" ? [] : [...new Set((await operations(service)).map((operation) => operation.name))].filter(begins);
    default:
      return VALUES[field]?.filter(begins) ?? tagValues(field.replace(/^(?:resource\.|(?:span|resource|event|scope|link):)/, "").replace(/^"|"$/g, ""), word);
  }
}

/** What a field of conditions could become. `service` is the chosen one, whose operations complete a name. */
export async function conditionCompletions(text: string, service: string): Promise<Option[]> {
  const end = conditionEnd(text);
  if (end.kind === "value") {
    return (await valuesOf(end.field, end.word, service)).slice(0, MOST).map((value) => ({ value: `${end.before}${quoted(value)} `, label: value }));
  }
  if (end.kind === "join") {
    return ["and", "or"].map((word) => ({ value: `${end.before}${word} `, label: word }));
  }
  if (end.kind === "none" || end.word === "") {
    return [];
  }
  const begins = (name: string) => name.startsWith(end.word.toLowerCase());
  const known = [...BUILT_IN.filter(begins), ...(await tagKeys(end.word)).map(quoted)];
  return [...known.map((name) => ({ value: `${end.before}${name} = `, label: name })), ...WORDS.filter(begins).map((name) => ({ value: `${end.before}${name} `, label: name }))].slice(0, MOST);
}

/** Completions of a field, a moment after the last key stroke. */
export function useCompletions(text: string, complete: (text: string) => Promise<Option[]>): Option[] {
  const [found, setFound] = useState<Option[]>([]);
  useEffect(() => {
    let wanted = true;
    const timer = setTimeout(() => {
      complete(text).then((list) => wanted && setFound(list), () => wanted && setFound([]));
    }, 150);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [text]);
  return found;
}
