// SPDX-License-Identifier: Apache-2.0
import { basePath } from "../app/config";
import type { GenAiCall } from "./gen-ai";
import type { Grouping, StatRow } from "./statistics";
import type { TraceLog } from "./store";
import type { SpanDetail, TraceColumns } from "./types";

/** A loaded trace: columns at hand, everything else asked from its worker. */
export class TraceHandle {
  private readonly pending = new Map<number, { resolve: (value: unknown) => void; reject: (reason: Error) => void }>();
  private next = 0;
  columns!: TraceColumns;

  private constructor(private readonly worker: Worker) {
    worker.addEventListener("message", (event: MessageEvent<{ id: number; result?: unknown; error?: string }>) => {
      const { id, result, error } = event.data;
      const waiting = this.pending.get(id);
      this.pending.delete(id);
      if (error === undefined) {
        waiting?.resolve(result);
      } else {
        waiting?.reject(new Error(error));
      }
    });
  }

  static async load(traceId: string, params = ""): Promise<TraceHandle> {
    const url = new URL(`${basePath()}api/traces/${encodeURIComponent(traceId)}${params}`, location.href);
    return TraceHandle.start("load", url.href);
  }

  /** From the text of an envelope, for uploads. */
  static async open(text: string): Promise<TraceHandle> {
    return TraceHandle.start("open", text);
  }

  private static async start(method: string, argument: string): Promise<TraceHandle> {
    const handle = new TraceHandle(new Worker(new URL("./worker.ts", import.meta.url), { type: "module" }));
    try {
      handle.columns = await handle.call<TraceColumns>(method, argument);
      return handle;
    } catch (failure) {
      handle.close();
      throw failure;
    }
  }

  detail(row: number): Promise<SpanDetail> {
    return this.call("detail", row);
  }

  find(text: string): Promise<Int32Array> {
    return this.call("find", text);
  }

  logs(): Promise<TraceLog[]> {
    return this.call("logs");
  }

  genAiCalls(): Promise<GenAiCall[]> {
    return this.call("genAiCalls");
  }

  tagKeys(): Promise<string[]> {
    return this.call("tagKeys");
  }

  statistics(groupings: Grouping[]): Promise<StatRow[]> {
    return this.call("statistics", groupings);
  }

  close(): void {
    this.worker.terminate();
  }

  private call<T>(method: string, ...args: unknown[]): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const id = this.next++;
      this.pending.set(id, { resolve: resolve as (value: unknown) => void, reject });
      this.worker.postMessage({ id, method, args });
    });
  }
}
