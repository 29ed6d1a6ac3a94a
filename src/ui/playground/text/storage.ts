/** Sentences and labels of what this browser stores. */
import { plural } from "../../text/format.ts";

export const storageText = {
  preparing: "Preparing this page for use without a network…",
  unavailable:
    "This page cannot be cached here: that needs https:// or localhost, and a window that is not private. Your input and downloaded models are stored if the browser allows it.",
  deleted: "Everything was deleted. Nothing is stored until you open this page again.",
  ready:
    "This page works without a network, with its examples, the embedded model and the models that you downloaded.",
  incomplete: "Without a network, only what you have already used works.",
  failure: (reason: string) => ` Not everything could be cached: ${reason}`,
  page: "Page and engine",
  ownModel: "Embedded model",
  downloadedModels: "Downloaded models",
  noModels: "none",
  models: (size: string, count: number) => `${size}, ${plural(count, "model")}`,
  browserEstimate: "Browser’s estimate",
  ofQuota: (quota: string) => ` of ${quota} available`,
  persisted: "The browser keeps these files even when disk space runs low.",
  notPersisted: "The browser may delete these files when disk space runs low.",
  deleteAll: "Delete everything",
  question: "Delete everything?",
  consequences:
    "This deletes the cached page, downloaded models, your input and your settings from this browser. What you see now stays until you leave the page.",
  keep: "Keep it",
} as const;
