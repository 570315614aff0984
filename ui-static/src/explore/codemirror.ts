// SPDX-License-Identifier: Apache-2.0
import { autocompletion, completionKeymap, type Completion, type CompletionContext } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { EditorState } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";

interface Hooks {
  complete: () => Completion[];
  changed: (text: string) => void;
  run: () => void;
}

/** Makes the editor inside an element. */
export function createEditor(parent: HTMLElement, doc: string, label: string, hooks: Hooks): EditorView {
  const complete = (context: CompletionContext) => {
    const word = context.matchBefore(/[\w.]+/);
    return word || context.explicit ? { from: word?.from ?? context.pos, options: hooks.complete(), validFor: /^[\w.]*$/ } : null;
  };
  // Inside a shadow root the editor's styles are adopted as objects; a style element would need a hole in the content policy.
  const root = parent.shadowRoot ?? parent.attachShadow({ mode: "open" });
  const host = document.createElement("div");
  root.replaceChildren(host);
  return new EditorView({
    parent: host,
    root,
    state: EditorState.create({
      doc,
      extensions: [
        history(),
        keymap.of([{ key: "Ctrl-Enter", mac: "Cmd-Enter", run: () => (hooks.run(), true) }, ...completionKeymap, ...defaultKeymap, ...historyKeymap]),
        autocompletion({ override: [complete] }),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false" }),
        EditorView.updateListener.of((update) => update.docChanged && hooks.changed(update.state.doc.toString())),
        EditorView.theme({
          "&": { fontSize: "13px" },
          ".cm-content": { fontFamily: "var(--mono)", caretColor: "var(--text)" },
          "&.cm-focused": { outline: "2px solid var(--accent)" },
          ".cm-tooltip": { background: "var(--surface)", color: "var(--text)", border: "1px solid var(--line)" },
        }),
      ],
    }),
  });
}
