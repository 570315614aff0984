// SPDX-License-Identifier: Apache-2.0
import { basePath } from "../app/config";

/** A failed call, with the words the server gave. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly url: string,
  ) {
    super(message);
  }
}

/** GETs JSON below the base path. Errors carry the server's message. */
export async function getJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  return (await request<T>(path, { signal })).value;
}

/** The same, with a header of the answer. */
export async function getJsonWithHeader<T>(path: string, header: string, signal?: AbortSignal): Promise<{ value: T; header: string | null }> {
  const { value, headers } = await request<T>(path, { signal });
  return { value, header: headers.get(header) };
}

export async function postJson<T>(path: string, body: BodyInit | null, signal?: AbortSignal): Promise<T> {
  return (await request<T>(path, { method: "POST", body, signal })).value;
}

async function request<T>(path: string, init: { method?: string; body?: BodyInit | null; signal?: AbortSignal | undefined }): Promise<{ value: T; headers: Headers }> {
  const url = basePath() + path;
  let response: Response;
  try {
    response = await fetch(url, { credentials: "same-origin", ...init, signal: init.signal ?? null });
  } catch (failure) {
    if (failure instanceof DOMException && failure.name === "AbortError") {
      throw failure;
    }
    throw new ApiError(0, "The query server cannot be reached.", url);
  }
  const text = await response.text();
  if (!response.ok) {
    throw new ApiError(response.status, messageOf(text) ?? `${response.status} ${response.statusText}`, url);
  }
  try {
    return { value: JSON.parse(text) as T, headers: response.headers };
  } catch {
    throw new ApiError(response.status, "The answer is not JSON; is a proxy or a login page in between?", url);
  }
}

/** The message in either of the two error envelopes. */
export function messageOf(body: string): string | null {
  try {
    const parsed = JSON.parse(body) as { errors?: { msg?: string }[]; error?: { message?: string } };
    const messages = parsed.errors?.map((entry) => entry.msg).filter(Boolean) ?? [];
    return messages.length > 0 ? messages.join("; ") : (parsed.error?.message ?? null);
  } catch {
    return body.trim() === "" || body.trimStart().startsWith("<") ? null : body.slice(0, 500);
  }
}
