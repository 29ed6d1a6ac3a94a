/** Sentences and labels of the header. */
export const headerText = {
  private: "Rerank in this tab. Nothing leaves it.",
  comparing: (host: string) => `Rerank in this tab and on ${host}.`,
  offline: "Offline: the page, its examples and cached models still work.",
  offlineInPart: "Offline: only what is already loaded works.",
  example: "Example",
  ownInput: "Your own",
  share: "Share",
  embed: "Embed",
  shortcuts: "Keyboard shortcuts",
  shortcutsHint: "Keyboard shortcuts (?)",
  themes: { system: "Theme: as the system", light: "Theme: light", dark: "Theme: dark" },
} as const;
