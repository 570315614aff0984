// SPDX-License-Identifier: Apache-2.0
import { useEffect, useRef } from "preact/hooks";
import { t } from "../app/i18n";

export const SHORTCUTS: ReadonlyArray<readonly [string, string]> = [
  ["s / w", "Scroll down / up"],
  ["a / ←", "Pan left (Shift: faster)"],
  ["d / →", "Pan right (Shift: faster)"],
  ["↑ / ↓", "Zoom in / out"],
  ["f / b", "Next / previous match"],
  ["]", "Collapse all"],
  ["[", "Expand all"],
  ["p / o", "Collapse / expand one level"],
  ["Ctrl+B", "Find in this trace"],
  ["Esc", "Clear the search"],
  ["?", "Keyboard shortcuts"],
];

/** The list of keyboard shortcuts. */
export function HelpDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const listener = (event: KeyboardEvent) => {
      if (event.key === "?" && !/^(INPUT|SELECT|TEXTAREA)$/.test((event.target as Element).tagName) && !dialog.current?.open) {
        dialog.current?.showModal();
      }
    };
    addEventListener("keydown", listener);
    return () => removeEventListener("keydown", listener);
  }, []);
  return (
    <>
      <button type="button" aria-label={t("Keyboard shortcuts")} title={t("Keyboard shortcuts")} onClick={() => dialog.current?.showModal()}>
        ⌨
      </button>
      <dialog ref={dialog} aria-label={t("Keyboard shortcuts")}>
        <h2>{t("Keyboard shortcuts")}</h2>
        <table>
          <tbody>
            {SHORTCUTS.map(([keys, what]) => (
              <tr key={keys}>
                <td>
                  <code>{keys}</code>
                </td>
                <td>{t(what)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <form method="dialog">
          <button class="primary">{t("Close")}</button>
        </form>
      </dialog>
    </>
  );
}
