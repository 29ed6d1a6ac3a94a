import { expect, test } from "vitest";
import { shortcutOf } from "../../../../src/ui/playground/features/shortcuts/keys.ts";

const none = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, isComposing: false };

// `key` and `code` as the UI Events specification has them: the code is the place, the key what the layout makes of it.
test.each([
  ["Ctrl+Z", { key: "z", code: "KeyZ", keyCode: 90, ctrlKey: true }, "undo"],
  ["⌘+Z", { key: "z", code: "KeyZ", keyCode: 90, metaKey: true }, "undo"],
  ["Ctrl+Z, Cyrillic", { key: "я", code: "KeyZ", keyCode: 90, ctrlKey: true }, "undo"],
  ["Ctrl+Z, Greek", { key: "ζ", code: "KeyZ", keyCode: 90, ctrlKey: true }, "undo"],
  [
    "Ctrl+Z, German, where Z is at the place of Y",
    { key: "z", code: "KeyY", keyCode: 90, ctrlKey: true },
    "undo",
  ],
  ["Ctrl+Y, German", { key: "y", code: "KeyZ", keyCode: 89, ctrlKey: true }, "redo"],
  ["Ctrl+Shift+Z", { key: "Z", code: "KeyZ", keyCode: 90, ctrlKey: true, shiftKey: true }, "redo"],
  ["Ctrl+Y, Cyrillic", { key: "н", code: "KeyY", keyCode: 89, ctrlKey: true }, "redo"],
  ["Ctrl+Alt+Z", { key: "z", code: "KeyZ", keyCode: 90, ctrlKey: true, altKey: true }, undefined],
  ["z", { key: "z", code: "KeyZ", keyCode: 90 }, undefined],
  ["Ctrl+Enter", { key: "Enter", code: "Enter", keyCode: 13, ctrlKey: true }, "rerank"],
  ["Escape", { key: "Escape", code: "Escape", keyCode: 27 }, "cancel"],
  ["?", { key: "?", code: "Slash", keyCode: 191, shiftKey: true }, "help"],
  [
    "Ctrl+Enter while composing",
    { key: "Enter", code: "Enter", keyCode: 13, ctrlKey: true, isComposing: true },
    undefined,
  ],
  ["Escape while composing", { key: "Escape", code: "Escape", keyCode: 27, isComposing: true }, undefined],
  ["Escape that ends a composition in Safari", { key: "Escape", code: "Escape", keyCode: 229 }, undefined],
] as const)("%s", (_, press, meaning) => {
  expect(shortcutOf({ ...none, ...press })).toBe(meaning);
});
