/** Sentences and labels of the dialog in which a model is chosen. */
import { plural } from "../../text/format.ts";

export const modelDialogText = {
  title: "Models",
  search: "Search models",
  languages: "Languages",
  anyLanguages: "Any",
  manyLanguages: "More than English",
  kind: "Kind",
  anyKind: "Any",
  commercial: "Commercial use allowed",
  fitting: "Fits this machine",
  downloaded: "In this browser",
  list: "Models found",
  found: (count: number, all: number) => `${count} of ${plural(all, "model")}`,
  none: "No model suits all of this.",
  clear: "Clear the filters",
  chosen: "chosen",
  embedded: "comes with this page",
  isDownloaded: "downloaded",
  nonCommercial: "no commercial use",
  unknownLicence: "licence unknown",
  cannot: "does not fit this machine",
  tight: "may not fit this machine",
  size: (size: string, device: string) => `${size} on ${device}`,
  reads: (languages: string, maxTokens: number) =>
    `${languages} · up to ${maxTokens.toLocaleString("en")} tokens`,
  /** @param duration for the documents of the last answer */
  time: (duration: string) => `about ${duration} for these documents`,
  others: "Another one",
  toExport: "To be exported first",
} as const;
