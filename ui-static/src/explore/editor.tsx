// SPDX-License-Identifier: Apache-2.0
import { useEffect, useRef } from "preact/hooks";
import { t } from "../app/i18n";

const FUNCTIONS = "count count_if sum avg min max min_by max_by approx_percentile approx_distinct arbitrary array_agg date_trunc date_format from_unixtime to_unixtime json_extract_scalar regexp_like split coalesce cast try_cast round lower upper concat".split(" ");
const WORDS = "select from log where group by having order by limit as and or not in like is null case when then else end distinct between".split(" ");

interface Props {
  value: string;
  keys: string[];
  onChange: (value: string) => void;
  onRun: () => void;
}

/** A CodeMirror editor with completion of keys, functions and words; loaded with this page only. Ctrl+Enter runs. */
export function QueryEditor({ value, keys, onChange, onRun }: Props) {
  const root = useRef<HTMLDivElement>(null);
  const live = useRef({ keys, onChange, onRun, view: null as { state: { doc: { toString(): string } }; dispatch: (change: object) => void; destroy: () => void } | null });
  live.current.keys = keys;
  live.current.onChange = onChange;
  live.current.onRun = onRun;
  useEffect(() => {
    let wanted = true;
    void import("./codemirror").then(({ createEditor }) => {
      if (wanted) {
        live.current.view = createEditor(root.current!, value, t("Search and SQL"), {
          complete: () => [...live.current.keys.map((label) => ({ label, type: "property" })), ...FUNCTIONS.map((label) => ({ label, type: "function" })), ...WORDS.map((label) => ({ label, type: "keyword" }))],
          changed: (text) => live.current.onChange(text),
          run: () => live.current.onRun(),
        });
      }
    });
    return () => {
      wanted = false;
      live.current.view?.destroy();
    };
  }, []);
  useEffect(() => {
    const view = live.current.view;
    const present = view?.state.doc.toString();
    if (view && present !== value) {
      view.dispatch({ changes: { from: 0, to: present!.length, insert: value } });
    }
  }, [value]);
  return <div ref={root} style={{ border: "1px solid var(--line)", borderRadius: "6px", background: "var(--surface)", minHeight: "34px" }} />;
}
