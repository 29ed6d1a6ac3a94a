/** Sentences and labels of the model picker and the model card. */
import { plural } from "../../text/format.ts";

const onRerank = "downloaded when you press Rerank, then cached by this browser";

export const modelText = {
  label: "Model",
  browse: "Browse models",
  otherLanguages: "This model reads English, and not all of these texts are English.",
  browseLanguages: "Models that read more languages",
  groups: {
    embedded: "Comes with this page",
    hub: "From the Hub, downloaded when you run it",
    toExport: "Export required",
    own: "Your own",
  },
  lookUp: "Another repository or address…",
  folder: "A folder on this computer…",
  nonCommercial: (title: string) => `${title} (non-commercial)`,
  stillUsing: (title: string) => `Still using ${title}.`,
  tryGolden: "Try texts with known scores",
  size: "Size",
  onThisMachine: "On this machine",
  licence: "Licence",
  noCommercialUse: "no commercial use",
  reads: "Reads",
  reading: (languages: string, maxTokens: number) =>
    `${languages}; up to ${maxTokens.toLocaleString("en")} tokens`,
  kind: "Kind",
  family: (name: string, about: string) => `${name}. ${about}`,
  scoreKind: (kind: string) => ` Score: ${kind}.`,
  /** @param devices such as ["WASM", "WebGPU"] */
  download: (size: string, devices: readonly string[], weights: string) =>
    `${size} on ${devices.join(" and ")} (${weights})`,
  from: "From",
  source: {
    embedded: "this page; no other server is contacted",
    hub: (host: string) => `${host}: ${onRerank}`,
    url: (host: string) => `${host}: ${onRerank}`,
    files: "the files that you chose, until you close this page",
  },
  downloaded: (count: number, size: string) =>
    `${plural(count, "downloaded model")} in this browser, ${size}`,
  downloadedList: "Downloaded models",
  delete: (model: string) => `Delete ${model} from this browser`,
} as const;
