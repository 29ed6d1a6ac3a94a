/** What a key press means, whatever the keyboard layout. Pure. */

type KeyPress = Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey"> &
  Pick<KeyboardEvent, "isComposing" | "keyCode">;

export type Shortcut = "rerank" | "cancel" | "undo" | "redo" | "help";

/** `undefined` for a key that is none of ours, and for one that belongs to an input method. */
export function shortcutOf(press: KeyPress): Shortcut | undefined {
  // Safari ends the composition before it reports the key, and gives it this code.
  if (press.isComposing || press.keyCode === 229) return undefined;
  const command = press.ctrlKey || press.metaKey;
  if (press.key === "Enter" && command) return "rerank";
  if (press.key === "Escape") return "cancel";
  const letter = latinLetter(press);
  if (command && !press.altKey && letter === "z") return press.shiftKey ? "redo" : "undo";
  if (command && !press.altKey && letter === "y") return "redo";
  return press.key === "?" && !command ? "help" : undefined;
}

/** Layouts without Latin letters, such as Cyrillic or Greek: the letter at the same place of a Latin one. */
function latinLetter({ key, code }: KeyPress): string {
  return /^[a-z]$/i.test(key) ? key.toLowerCase() : (/^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() ?? "");
}
