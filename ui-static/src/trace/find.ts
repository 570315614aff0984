// SPDX-License-Identifier: Apache-2.0
import type { Tag, WireProcess, WireSpan } from "./types";

/**
 * The in-trace search: terms are OR-ed over service, operation, tags, process tags, log fields and the exact span ID. `"two words"` is one
 * term, `key=value` wants both in one tag, `-key` leaves a tag key out of the search.
 */
export interface FindQuery {
  terms: string[];
  excludedKeys: Set<string>;
}

export function parseFind(text: string): FindQuery {
  const terms: string[] = [];
  const excludedKeys = new Set<string>();
  for (const match of text.matchAll(/-?"([^"]*)"|(\S+)/g)) {
    const word = (match[1] ?? match[2] ?? "").toLowerCase();
    if (match[0].startsWith("-") && word.length > (match[1] === undefined ? 1 : 0)) {
      excludedKeys.add(match[1] === undefined ? word.slice(1) : word);
    } else if (word !== "") {
      terms.push(word);
    }
  }
  return { terms, excludedKeys };
}

export function matchesFind(query: FindQuery, span: WireSpan, process: WireProcess | undefined): boolean {
  return query.terms.some(
    (term) =>
      span.spanID.toLowerCase() === term ||
      includes(span.operationName, term) ||
      includes(process?.serviceName, term) ||
      inTags(span.tags, term, query.excludedKeys) ||
      inTags(process?.tags, term, query.excludedKeys) ||
      (span.logs ?? []).some((log) => inTags(log.fields, term, query.excludedKeys)),
  );
}

function includes(text: string | undefined, term: string): boolean {
  return text !== undefined && text.toLowerCase().includes(term);
}

function inTags(tags: Tag[] | null | undefined, term: string, excluded: Set<string>): boolean {
  return (tags ?? []).some((tag) => {
    const key = tag.key.toLowerCase();
    if (excluded.has(key)) {
      return false;
    }
    const value = String(tag.value).toLowerCase();
    return key.includes(term) || value.includes(term) || `${key}=${value}` === term;
  });
}
