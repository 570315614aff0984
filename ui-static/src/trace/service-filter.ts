// SPDX-License-Identifier: Apache-2.0
/** The services of a trace that show, as Jaeger's UI writes them into the URL: `checksum.mask`, both in hex. */

/** Sixteen bits over the sorted names, so that a mask made for other services is noticed. */
export function serviceChecksum(sorted: readonly string[]): string {
  const text = sorted.join("\0");
  let sum = 0x811c;
  for (let i = 0; i < text.length; i++) {
    sum = Math.imul(sum ^ text.charCodeAt(i), 0x101) & 0xffff;
  }
  return sum.toString(16);
}

/** Bit `i` stands for the service `sorted[i]`; null when there is nothing to hide, or nothing would be left. */
export function encodeServices(sorted: readonly string[], hidden: ReadonlySet<string>): string | null {
  let mask = 0n;
  sorted.forEach((name, i) => (mask |= hidden.has(name) ? 0n : 1n << BigInt(i)));
  const all = (1n << BigInt(sorted.length)) - 1n;
  return mask === 0n || mask === all ? null : `${serviceChecksum(sorted)}.${mask.toString(16)}`;
}

/** The hidden services; none when the text is not a filter of these services. */
export function decodeServices(sorted: readonly string[], text: string | null): Set<string> {
  const match = /^([0-9a-f]{1,4})\.([0-9a-f]+)$/i.exec(text ?? "");
  if (!match || match[1]!.toLowerCase() !== serviceChecksum(sorted)) {
    return new Set();
  }
  const mask = BigInt(`0x${match[2]}`);
  const shown = sorted.filter((_, i) => mask & (1n << BigInt(i)));
  return shown.length === 0 ? new Set() : new Set(sorted.filter((name) => !shown.includes(name)));
}

const DEFAULTS_KEY = "svcFilter.defaults";

/** Services that the user never wants to see, such as proxies. */
export function defaultHidden(sorted: readonly string[]): Set<string> {
  try {
    const stored = JSON.parse(localStorage.getItem(DEFAULTS_KEY) ?? "{}") as { prunedServices?: unknown };
    const names = Array.isArray(stored.prunedServices) ? stored.prunedServices : [];
    const hidden = new Set(sorted.filter((name) => names.includes(name)));
    return hidden.size === sorted.length ? new Set() : hidden;
  } catch {
    return new Set();
  }
}

export function saveDefaultHidden(hidden: ReadonlySet<string>): void {
  localStorage.setItem(DEFAULTS_KEY, JSON.stringify({ prunedServices: [...hidden] }));
}
