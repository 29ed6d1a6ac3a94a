/** Sentences and labels of the page as a whole. */
import { limits } from "../../../contract/limits.ts";

export const pageText = {
  skip: "Skip to the query",
  modelAndSettings: "Model and settings",
  openedSharedLink: "Opened a shared link.",
  unreadDraft:
    "The saved input cannot be opened: another version of this page wrote it, or the browser does not answer. It stays stored in this browser, and is opened as soon as it can be.",
  openedPutAside: "Your input of an earlier visit, which could not be opened then, is open again.",
  unopenedLink: {
    damaged: "This link is damaged. Your own input is still open.",
    newer: "This link was made by a newer version of this page. Reload the page and open it again.",
    "too large": `This link holds more than the page takes: ${limits.characters.toLocaleString("en")} characters in a text, ${limits.depth} levels, ${limits.linkBytes / 1e6} MB. Your own input is still open.`,
  },
} as const;
