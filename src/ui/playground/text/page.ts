/** Sentences and labels of the page as a whole. */
export const pageText = {
  modelAndSettings: "Model and settings",
  openedSharedLink: "Opened a shared link.",
  damagedLink: "This link is damaged. Your own input is still open.",
} as const;
