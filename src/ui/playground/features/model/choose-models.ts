/** Which models of a list suit, and in which variant this machine would run each. Pure. */
import { readsEnglishOnly } from "../suggest/languages.ts";
import { type Machine, type Verdict, fit, variantNeeds } from "../../../../models/fits.ts";
import { inspectMessages } from "../../../../engine/local/inspect/messages.ts";
import { type Device, type FamilyName, type ModelEntry, downloadBytes } from "../../../../models/model.ts";

/** What a looked-up model has where its card names no language. */
const notStated = inspectMessages.notStated();

export interface ModelFilter {
  search: string;
  languages: "any" | "many";
  kind: FamilyName | "any";
  commercial: boolean;
  fitting: boolean;
  downloaded: boolean;
}

export const noFilter: ModelFilter = {
  search: "",
  languages: "any",
  kind: "any",
  commercial: false,
  fitting: false,
  downloaded: false,
};

/** A model with the variant that `auto` takes on this machine. */
export interface Offer {
  model: ModelEntry;
  device: Device;
  /** Of the whole download. */
  bytes: number;
  /** `undefined` until the machine is known. */
  verdict: Verdict | undefined;
  isDownloaded: boolean;
}

export function offerModel(
  model: ModelEntry,
  machine: Machine | undefined,
  downloaded: ReadonlySet<string>,
): Offer {
  // An emulated adapter is slower than WASM.
  const order: Device[] = machine?.gpu && !machine.gpu.software ? ["webgpu", "wasm"] : ["wasm", "webgpu"];
  const ways = order.flatMap((device) =>
    model.variants
      .filter(({ devices }) => devices.includes(device))
      .map((variant) => ({
        device,
        bytes: downloadBytes(model, variant),
        verdict: machine && fit(variantNeeds(model, variant), device, machine).verdict,
      })),
  );
  const [first = { device: "wasm", bytes: 0, verdict: undefined }] = ways;
  const way = ways.find(({ verdict }) => verdict !== "cannot") ?? first;
  const isHere = model.source.kind === "embedded" || model.source.kind === "files";
  return { model, ...way, isDownloaded: isHere || downloaded.has(model.id) };
}

export function suits({ model, verdict, isDownloaded }: Offer, filter: ModelFilter): boolean {
  const { id, title, quality, languages, recipe, licence } = model;
  const text = [id, title, quality, languages].join(" ").toLowerCase();
  const words = filter.search.toLowerCase().split(/\s+/);
  return (
    words.every((word) => text.includes(word)) &&
    (filter.languages === "any" || (!readsEnglishOnly(model) && languages !== notStated)) &&
    (filter.kind === "any" || recipe.family === filter.kind) &&
    (!filter.commercial || licence.commercialUse === "allowed") &&
    (!filter.fitting || verdict !== "cannot") &&
    (!filter.downloaded || isDownloaded)
  );
}
