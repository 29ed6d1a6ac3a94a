import type { expectedCandidate } from "../../../../engine/local/expected-candidate.ts";
import type { Candidate } from "../../../../engine/local/device.ts";
import { defaultModel } from "../../../../models/catalogue.ts";
import { embeddedModel } from "../../../../models/embedded-model.ts";
import type { Part } from "../../../../offline/parts.ts";
import { savesData } from "../../../../models/saves-data.ts";
import type { Settings } from "../../../draft/shared-draft.ts";

export type ExpectedCandidate = typeof expectedCandidate;

/** What the page's own model needs to run on this machine; nothing if the browser is set to save data. */
export async function neededParts(
  expectedCandidate: ExpectedCandidate,
  device: Settings["device"],
): Promise<Part[]> {
  if (savesData(navigator)) return [];
  const candidate = await expectedCandidate(defaultModel, device);
  return partsFor(candidate, "Suspending" in WebAssembly, defaultModel.id === embeddedModel.id);
}

/**
 * @param suspends whether the browser can suspend WebAssembly (JSPI), so that the smaller WebGPU runtime works
 * @param isEmbedded whether the model is the one that every site has, not one that this site was built with
 */
export function partsFor(candidate: Candidate | undefined, suspends: boolean, isEmbedded: boolean): Part[] {
  const embedded: Part = candidate?.variant.dtype === "w8a32" ? "model-w8a32" : "model-w8a8";
  const model = isEmbedded ? embedded : "models-carried";
  const needed: Part[] = ["tokenizer", "runtime-wasm", model];
  // WASM as well: it is the fallback when the GPU fails or is gone.
  if (candidate?.device === "webgpu") needed.push(suspends ? "runtime-jspi" : "runtime-asyncify");
  return needed;
}
