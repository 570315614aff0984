// SPDX-License-Identifier: Apache-2.0
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../app/i18n";

interface Props {
  text: string;
  matches: number | null;
  current: number;
  onText: (text: string) => void;
  onMove: (step: number) => void;
}

/** The in-trace search: count, previous, next; Ctrl+B focuses, f and b move, Escape clears. */
export function FindBox({ text, matches, current, onText, onMove }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(text);
  useEffect(() => setTyped(text), [text]);
  useEffect(() => {
    if (typed === text) {
      return undefined;
    }
    const timer = setTimeout(() => onText(typed), 250);
    return () => clearTimeout(timer);
  }, [typed]);
  useEffect(() => {
    const listener = (event: KeyboardEvent) => {
      const typing = /^(INPUT|SELECT|TEXTAREA)$/.test((event.target as Element).tagName);
      if (event.ctrlKey && event.key === "b") {
        event.preventDefault();
        input.current?.focus();
      } else if (event.key === "Escape") {
        setTyped("");
        onText("");
      } else if (!typing && (event.key === "f" || event.key === "b") && !event.metaKey && !event.ctrlKey) {
        onMove(event.key === "f" ? 1 : -1);
      }
    };
    addEventListener("keydown", listener);
    return () => removeEventListener("keydown", listener);
  }, [onText, onMove]);
  return (
    <div class="find" role="search">
      <input ref={input} type="search" value={typed} placeholder={t("Find in this trace…")} aria-label={t("Find in this trace")} onInput={(event) => setTyped(event.currentTarget.value)} onKeyDown={(event) => event.key === "Enter" && onMove(event.shiftKey ? -1 : 1)} />
      {matches !== null && (
        <span class="small muted" aria-live="polite" style={{ whiteSpace: "nowrap" }}>
          {matches === 0 ? t("no match") : `${current + 1} / ${matches}`}
        </span>
      )}
      <button type="button" aria-label={t("Previous match")} disabled={!matches} onClick={() => onMove(-1)}>
        ↑
      </button>
      <button type="button" aria-label={t("Next match")} disabled={!matches} onClick={() => onMove(1)}>
        ↓
      </button>
    </div>
  );
}
