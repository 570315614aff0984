// SPDX-License-Identifier: Apache-2.0
import { useEffect, useId, useRef, useState } from "preact/hooks";

/** A choice: what the field becomes, and what the list shows for it. */
export interface Option {
  value: string;
  label: string;
}

interface Props {
  name?: string;
  label?: string;
  value: string;
  options: readonly (string | Option)[];
  placeholder?: string;
  /** Whether the list narrows to what is typed; off for options that already fit the text. */
  narrow?: boolean;
  onInput: (value: string) => void;
}

const MOST = 60;

/** A text field with a list to choose from, by keyboard or pointer. Any text is allowed. */
export function Combobox({ name, label, value, options, placeholder, narrow = true, onInput }: Props) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState(false);
  const [active, setActive] = useState(-1);
  const list = useRef<HTMLUListElement>(null);
  const word = value.toLowerCase();
  const all = options.map((option) => (typeof option === "string" ? { value: option, label: option } : option));
  const shown = all.filter((option) => !narrow || !typed || option.label.toLowerCase().includes(word)).slice(0, MOST);
  const visible = open && shown.length > 0;
  useEffect(() => {
    const chosen = list.current?.children[active] as HTMLElement | undefined;
    if (chosen && list.current) {
      list.current.scrollTop = Math.max(0, chosen.offsetTop - list.current.clientHeight / 2);
    }
  }, [active]);
  const pick = (option: Option) => {
    onInput(option.value);
    // Where the options follow the text, the next word may be chosen right away.
    setOpen(!narrow);
    setTyped(false);
    setActive(-1);
  };
  const move = (step: number) => {
    setOpen(true);
    setActive(shown.length === 0 ? -1 : (active + step + shown.length) % shown.length);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : active < 0 ? 0 : -1);
    } else if ((event.key === "Enter" || event.key === "Tab") && visible && active >= 0) {
      event.preventDefault();
      pick(shown[active]!);
    } else if (event.key === "Escape" && visible) {
      event.preventDefault();
      event.stopPropagation();
      setOpen(false);
    }
  };
  return (
    <span class="combobox">
      <input
        name={name}
        role="combobox"
        aria-label={label}
        aria-expanded={visible}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={visible && active >= 0 ? `${id}-${active}` : undefined}
        value={value}
        placeholder={placeholder}
        autocomplete="off"
        spellcheck={false}
        onInput={(event) => {
          setTyped(true);
          setOpen(true);
          setActive(-1);
          onInput(event.currentTarget.value);
        }}
        onClick={() => setOpen(true)}
        onBlur={() => {
          setOpen(false);
          setTyped(false);
          setActive(-1);
        }}
        onKeyDown={onKeyDown}
      />
      {visible && (
        <ul role="listbox" id={`${id}-list`} ref={list} aria-label={label}>
          {shown.map((option, i) => (
            <li
              key={option.value}
              id={`${id}-${i}`}
              role="option"
              aria-selected={i === active}
              onPointerDown={(event) => {
                event.preventDefault();
                pick(option);
              }}
            >
              {option.label}
            </li>
          ))}
        </ul>
      )}
    </span>
  );
}
