// SPDX-License-Identifier: Apache-2.0
/** `key=value key2="two words"` as typed into the tags field; a bare key means `true`. Later keys win. */
export function parseLogfmt(text: string): Record<string, string> {
  const result: Record<string, string> = {};
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text[at]!)) {
      at++;
      continue;
    }
    const key = readWord(text, at, true);
    at = key.end;
    if (text[at] !== "=") {
      if (key.text !== "") {
        result[key.text] = "true";
      } else {
        at++;
      }
      continue;
    }
    const value = readWord(text, at + 1, false);
    at = value.end;
    result[key.text] = value.text;
  }
  return result;
}

/** The text that {@link parseLogfmt} reads back. */
export function toLogfmt(tags: Record<string, string>): string {
  return Object.entries(tags)
    .map(([key, value]) => `${quote(key)}=${quote(value)}`)
    .join(" ");
}

function quote(text: string): string {
  return text === "" || /[\s="\\]/.test(text) ? `"${text.replace(/[\\"]/g, "\\$&")}"` : text;
}

function readWord(text: string, from: number, endsAtEquals: boolean): { text: string; end: number } {
  if (text[from] === '"') {
    let word = "";
    let at = from + 1;
    while (at < text.length && text[at] !== '"') {
      if (text[at] === "\\" && at + 1 < text.length) {
        at++;
      }
      word += text[at++];
    }
    return { text: word, end: Math.min(text.length, at + 1) };
  }
  let end = from;
  while (end < text.length && !/\s/.test(text[end]!) && !(endsAtEquals && text[end] === "=")) {
    end++;
  }
  return { text: text.slice(from, end), end };
}
