/** Sentences and labels of the list of keyboard shortcuts. */
export const shortcutsText = {
  title: "Keyboard",
  /** Keys, and what they do. */
  shortcuts: [
    ["Ctrl or ⌘ + Enter", "Rerank from anywhere"],
    ["Escape", "Cancel the run, or close the dialog"],
    ["Ctrl or ⌘ + Z", "Undo the last change to the documents (outside text fields)"],
    ["Ctrl or ⌘ + Shift + Z, Ctrl + Y", "Redo what was undone (outside text fields)"],
    ["↑ ↓ Home End", "Move a document, with its handle focused"],
    ["← →", "Switch tabs"],
    ["?", "Show this list (outside text fields)"],
  ],
} as const;
