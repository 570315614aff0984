// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from "preact/hooks";
import { tagKeys, tagValues } from "../api/catalog";
import { toLogfmt } from "../lib/logfmt";

/** The last word of a tags field: a key being typed, or a value behind its equals sign. */
export function lastWord(text: string): { before: string; key: string; value: string | null } {
  const match = /^(.*?)([^\s="]*)(?:=("?)([^"=\s]*))?$/s.exec(text);
  const [, before = "", key = "", , value] = match ?? [];
  return { before, key, value: value ?? null };
}

/** Whole texts that the field could become; none while the word is empty or the server has no suggestions. */
export async function completions(text: string): Promise<string[]> {
  const { before, key, value } = lastWord(text);
  if (key === "") {
    return [];
  }
  if (value === null) {
    return (await tagKeys(key)).slice(0, 20).map((name) => `${before}${toLogfmt({ [name]: "" }).replace(/""$/, "")}`);
  }
  return (await tagValues(key, value)).slice(0, 20).map((found) => `${before}${toLogfmt({ [key]: found })}`);
}

/** {@link completions} of a field, a moment after the last key stroke. */
export function useCompletions(text: string): string[] {
  const [found, setFound] = useState<string[]>([]);
  useEffect(() => {
    let wanted = true;
    const timer = setTimeout(() => {
      completions(text).then((list) => wanted && setFound(list), () => wanted && setFound([]));
    }, 200);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [text]);
  return found;
}
