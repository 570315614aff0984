// SPDX-License-Identifier: Apache-2.0
import { getJson } from "./client";

export interface Operation {
  name: string;
  spanKind: string;
}

interface Cached<T> {
  at: number;
  value: Promise<T>;
}

const FRESH_MILLIS = 10_000;
const cache = new Map<string, Cached<unknown>>();

/** Answers repeat for ten seconds, so that moving between pages costs nothing. */
function cached<T>(path: string): Promise<T> {
  const known = cache.get(path);
  if (known && performance.now() - known.at < FRESH_MILLIS) {
    return known.value as Promise<T>;
  }
  const value = getJson<T>(path);
  cache.set(path, { at: performance.now(), value });
  value.catch(() => cache.delete(path));
  return value;
}

export async function services(): Promise<string[]> {
  const answer = await cached<{ services?: string[] }>("api/v3/services");
  return [...(answer.services ?? [])].sort((a, b) => a.localeCompare(b));
}

export async function operations(service: string): Promise<Operation[]> {
  const answer = await cached<{ operations?: Operation[] }>(`api/v3/operations?service=${encodeURIComponent(service)}`);
  return answer.operations ?? [];
}

/** Completions of a tag's key, or of its value once the key is known. */
export async function tagKeys(prefix: string): Promise<string[]> {
  return (await cached<{ data: string[] | null }>(`api/tags?prefix=${encodeURIComponent(prefix)}`)).data ?? [];
}

export async function tagValues(key: string, prefix: string): Promise<string[]> {
  return (await cached<{ data: string[] | null }>(`api/tags/values?key=${encodeURIComponent(key)}&prefix=${encodeURIComponent(prefix)}`)).data ?? [];
}
