/** Form fields of the element's shadow tree, and what updates them without disturbing the person who types. */
import { create } from "./dom.ts";

export interface Field<Control extends HTMLElement> {
  box: HTMLElement;
  control: Control;
  wrong: HTMLElement;
}

let lastId = 0;

export function field<Control extends HTMLInputElement | HTMLTextAreaElement>(
  control: Control,
  name: string,
  label: string,
  hint?: string,
): Field<Control> {
  lastId += 1;
  const id = `${name}-${lastId}`;
  control.id = id;
  const wrong = create("p", { class: "wrong", id: `${id}-wrong` });
  wrong.hidden = true;
  control.setAttribute("aria-describedby", hint === undefined ? wrong.id : `${wrong.id} ${id}-hint`);
  const box = create(
    "div",
    { class: "field" },
    create("label", { for: id }, label),
    control,
    wrong,
    ...(hint === undefined ? [] : [create("p", { class: "hint", id: `${id}-hint` }, hint)]),
  );
  return { box, control, wrong };
}

/** Shows an error beside its field, or removes it. */
export function mark({ control, wrong }: Field<HTMLElement>, message: string | undefined): void {
  control.setAttribute("aria-invalid", String(message !== undefined));
  wrong.hidden = message === undefined;
  setText(wrong, message ?? "");
}

/** Leaves a value that is the same alone: writing it would move the caret. */
export function setValue(control: HTMLInputElement | HTMLTextAreaElement, value: string): void {
  if (control.value !== value) control.value = value;
}

export function setAttribute(node: HTMLElement, name: string, value: string | undefined): void {
  if (value === undefined) node.removeAttribute(name);
  else node.setAttribute(name, value);
}

export function setText(node: HTMLElement, text: string): void {
  if (node.textContent !== text) node.textContent = text;
}
