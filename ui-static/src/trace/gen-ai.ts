// SPDX-License-Identifier: Apache-2.0
import type { Tag, WireSpan } from "./types";

/** A call of a language model or of one of its tools, as OpenTelemetry's `gen_ai.*` attributes tell of it. */
export interface GenAiCall {
  row: number;
  operation: string;
  model: string;
  inputTokens: number;
  outputTokens: number;
  /** What was said, in order. */
  messages: GenAiMessage[];
}

export interface GenAiMessage {
  /** `system`, `user`, `assistant`, `tool` or what the attribute is called. */
  role: string;
  text: string;
}

/** Whether a span tells of one. */
export function isGenAi(span: WireSpan): boolean {
  return (span.tags ?? []).some((tag) => tag.key.startsWith("gen_ai."));
}

export function genAiCall(span: WireSpan, row: number): GenAiCall {
  const value = (...keys: string[]) => {
    const tag = (span.tags ?? []).find((candidate) => keys.includes(candidate.key));
    return tag === undefined ? "" : String(tag.value);
  };
  const tokens = (...keys: string[]) => Number(value(...keys)) || 0;
  return {
    row,
    operation: [value("gen_ai.operation.name"), value("gen_ai.agent.name", "gen_ai.tool.name")].filter(Boolean).join(" "),
    model: value("gen_ai.response.model", "gen_ai.request.model") || value("gen_ai.provider.name", "gen_ai.system"),
    inputTokens: tokens("gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens"),
    outputTokens: tokens("gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens"),
    messages: [...fromTags(span.tags ?? []), ...(span.logs ?? []).flatMap((log) => fromEvent(log.fields))],
  };
}

const LISTS = ["gen_ai.system_instructions", "gen_ai.input.messages", "gen_ai.output.messages"];
const TEXTS: Record<string, string> = { "gen_ai.prompt": "user", "gen_ai.completion": "assistant", "gen_ai.tool.call.arguments": "tool", "gen_ai.tool.call.result": "tool" };

function fromTags(tags: Tag[]): GenAiMessage[] {
  const lists = LISTS.flatMap((key) => tags.filter((tag) => tag.key === key).flatMap((tag) => parsed(String(tag.value), key)));
  const texts = tags.flatMap((tag) => (tag.key in TEXTS ? [{ role: TEXTS[tag.key]!, text: String(tag.value) }] : []));
  return [...lists, ...texts];
}

/** Older instrumentation sends what was said as events. */
function fromEvent(fields: Tag[]): GenAiMessage[] {
  const name = String(fields.find((field) => field.key === "event")?.value ?? "");
  if (!name.startsWith("gen_ai.")) {
    return [];
  }
  const role = /^gen_ai\.(\w+)\.message$/.exec(name)?.[1] ?? (name === "gen_ai.choice" ? "assistant" : name);
  const said = fields.filter((field) => field.key === "content" || field.key.startsWith("gen_ai."));
  return [...fromTags(said), ...said.filter((field) => field.key === "content").map((field) => ({ role, text: String(field.value) }))];
}

/** A list of messages with parts, whatever of it can be read; the text itself when it is no JSON. */
function parsed(text: string, key: string): GenAiMessage[] {
  try {
    const value = JSON.parse(text) as unknown;
    return (Array.isArray(value) ? value : [value]).map((message) => ({ role: roleOf(message, key), text: said(message) }));
  } catch {
    return [{ role: roleOf(null, key), text }];
  }
}

function roleOf(message: unknown, key: string): string {
  const role = typeof message === "object" && message !== null ? (message as { role?: unknown }).role : undefined;
  return typeof role === "string" ? role : key === LISTS[0] ? "system" : key === LISTS[1] ? "user" : "assistant";
}

function said(message: unknown): string {
  if (typeof message !== "object" || message === null) {
    return String(message);
  }
  const { parts, content } = message as { parts?: unknown; content?: unknown };
  if (Array.isArray(parts)) {
    return parts.map(said).join("\n");
  }
  return typeof content === "string" ? content : JSON.stringify(message);
}
