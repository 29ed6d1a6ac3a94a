/** Sentences and labels of the shared controls in `ui/`. */
export const uiText = {
  close: "Close",
  closeMessage: "Close message",
  copy: { ready: "Copy", copied: "Copied", blocked: "Not allowed" },
  /** Announced once the button was pressed. */
  copyOutcome: (label: string, outcome: string) => `${label}: ${outcome.toLowerCase()}`,
  export: "Export",
  copyAsMarkdown: "Copy as Markdown",
  exportFormats: { json: "JSON", csv: "CSV", markdown: "Markdown" },
  copiedAsMarkdown: "Copied as Markdown.",
  copyBlocked: "The browser did not allow copying.",
  tooLongToShow: "Too long to show in full. Copy includes everything.",
  imagesShortened: "Images are shortened here. Copy includes them in full.",
  /** A predicate: the field's label comes before it. */
  notNumber: "must be a number",
  /** @param message a predicate, such as "must be 1 or more" */
  fieldError: (label: string, message: string) => `${label} ${message}.`,
} as const;
