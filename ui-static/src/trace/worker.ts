// SPDX-License-Identifier: Apache-2.0
import { messageOf } from "../api/client";
import { TraceStore } from "./store";

/** Runs a {@link TraceStore} off the page's thread. One request, one answer, matched by number. */
type Call = { id: number; method: string; args: unknown[] };

let store: TraceStore | null = null;

async function load(url: string): Promise<unknown> {
  const response = await fetch(url, { credentials: "same-origin" });
  const text = await response.text();
  if (!response.ok) {
    throw new Error(messageOf(text) ?? `${response.status} ${response.statusText}`);
  }
  return open(text);
}

function open(text: string): unknown {
  store = TraceStore.fromEnvelope(text);
  return store.columns;
}

async function answer(call: Call): Promise<unknown> {
  if (call.method === "load") {
    return load(call.args[0] as string);
  }
  if (call.method === "open") {
    return open(call.args[0] as string);
  }
  const target = store as unknown as Record<string, (...args: unknown[]) => unknown>;
  return target[call.method]!.apply(store, call.args);
}

addEventListener("message", (event: MessageEvent<Call>) => {
  const { id } = event.data;
  answer(event.data).then(
    (result) => postMessage({ id, result }),
    (failure: unknown) => postMessage({ id, error: failure instanceof Error ? failure.message : String(failure) }),
  );
});
