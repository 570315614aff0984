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

/** A test of one span. Texts are searched where they are: copying them in lower case for each search would cost more than the search. */
export function finder(query: FindQuery): (span: WireSpan, process: WireProcess | undefined) => boolean {
  const terms = query.terms.map((term) => ({ term, within: new RegExp(term.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), "i"), pair: term.includes("=") }));
  const inTags = (tags: Tag[] | null | undefined, wanted: (typeof terms)[number]) =>
    (tags ?? []).some((tag) => {
      if (query.excludedKeys.size > 0 && query.excludedKeys.has(tag.key.toLowerCase())) {
        return false;
      }
      const value = String(tag.value);
      return wanted.within.test(tag.key) || wanted.within.test(value) || (wanted.pair && `${tag.key}=${value}`.toLowerCase() === wanted.term);
    });
  return (span, process) =>
    terms.some(
      (wanted) =>
        span.spanID.toLowerCase() === wanted.term ||
        wanted.within.test(span.operationName ?? "") ||
        wanted.within.test(process?.serviceName ?? "") ||
        inTags(span.tags, wanted) ||
        inTags(process?.tags, wanted) ||
        (span.logs ?? []).some((log) => inTags(log.fields, wanted)),
    );
}
