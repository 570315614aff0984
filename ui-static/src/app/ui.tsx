// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren, CSSProperties } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError } from "../api/client";
import { serviceColor } from "../lib/color";
import { t } from "./i18n";

/** Small pieces that every page uses. */

export function Spinner() {
  return <div class="spinner" role="status" aria-label={t("Loading")} />;
}

export function ErrorNotice({ error }: { error: unknown }) {
  const message = t(error instanceof Error ? error.message : String(error));
  const status = error instanceof ApiError && error.status > 0 ? ` (${error.status})` : "";
  return (
    <div class="notice error" role="alert">
      {message}
      {status}
    </div>
  );
}

export function ServiceName({ name }: { name: string }) {
  return (
    <span class="line" style={{ display: "inline-flex", gap: "5px" }}>
      <Dot service={name} />
      {name}
    </span>
  );
}

export function Dot({ service }: { service: string }) {
  return <span class="dot" style={{ "--dot": serviceColor(service) } as CSSProperties} />;
}

/** A button with a list that closes on Escape, on a click elsewhere and, unless it is to stay, on choice. */
export function Menu({ label, children, keepOpen }: { label: ComponentChildren; children: ComponentChildren; keepOpen?: boolean }) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) {
      return;
    }
    const close = (event: Event) => {
      if (event instanceof KeyboardEvent ? event.key === "Escape" : !root.current?.contains(event.target as Node)) {
        setOpen(false);
      }
    };
    addEventListener("pointerdown", close);
    addEventListener("keydown", close);
    return () => {
      removeEventListener("pointerdown", close);
      removeEventListener("keydown", close);
    };
  }, [open]);
  return (
    <div class="menu" ref={root}>
      <button type="button" aria-haspopup={keepOpen ? "dialog" : "menu"} aria-expanded={open} onClick={() => setOpen(!open)}>
        {label} ▾
      </button>
      {open && <div onClick={() => keepOpen || setOpen(false)}>{children}</div>}
    </div>
  );
}

/** Runs a loader whenever its key changes, aborting the former run. With `keep`, what was there stays until the next is. */
export function useLoad<T>(key: string, load: (signal: AbortSignal) => Promise<T>, keep = false): { value: T | null; error: unknown; loading: boolean; reload: () => void } {
  const [state, setState] = useState<{ key: string; value: T | null; error: unknown; loading: boolean }>({ key: "", value: null, error: null, loading: true });
  const [round, setRound] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    setState((old) => ({ key, value: keep || old.key === key ? old.value : null, error: null, loading: true }));
    load(abort.signal).then(
      (value) => abort.signal.aborted || setState({ key, value, error: null, loading: false }),
      (error: unknown) => abort.signal.aborted || setState({ key, value: null, error, loading: false }),
    );
    return () => abort.abort();
  }, [key, round]);
  return { ...state, reload: () => setRound(round + 1) };
}

/** Writes text to the clipboard and says so for a moment. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const [done, setDone] = useState(false);
  return (
    <button
      type="button"
      class="plain small"
      title={label}
      onClick={() => {
        void navigator.clipboard?.writeText(text).then(() => {
          setDone(true);
          setTimeout(() => setDone(false), 1200);
        });
      }}
    >
      {done ? t("Copied") : label}
    </button>
  );
}

/** Size of an element, followed as it changes. */
export function useSize<E extends HTMLElement>(): [{ current: E | null }, { width: number; height: number }] {
  const ref = useRef<E>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  useEffect(() => {
    const element = ref.current;
    if (!element) {
      return;
    }
    const observer = new ResizeObserver(() => setSize({ width: element.clientWidth, height: element.clientHeight }));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, size];
}

/** Saves text or JSON as a file. */
export function download(name: string, content: string, type = "application/json"): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
