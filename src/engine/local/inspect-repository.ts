/** Turns a repository or folder that is not in the catalogue into a model entry, before anything large is fetched. */
import { findModel } from "../../models/catalogue.ts";
import { type ModelEntry, modelFiles } from "../../models/model.ts";
import { describeFolder } from "./inspect/describe-folder.ts";
import { type Folder, notUsable } from "./inspect/folder.ts";
import { missingReason, openFiles } from "./inspect/given-files.ts";
import { openFolder } from "./inspect/open-folder.ts";
import type { InspectOptions } from "./inspect/request.ts";
import { inspectMessages } from "./inspect/messages.ts";

/**
 * @param input `organisation/name` on the Hub, the URL of a page or file of that repository, where it may name a
 *   revision, or the URL of a folder with the same layout
 * @returns an entry like those of the catalogue. It comes from the folder's `tabrank.json`; without one it is derived
 *   from the other files and has no golden pairs
 * @throws {RerankError} `invalid_request` if the input is neither; `model_not_found` if there is no such place or
 *   nothing in it can run here; `download_failed` if it cannot be reached
 * @throws {DOMException} `AbortError`
 */
export async function inspectRepository(input: string, options: InspectOptions): Promise<ModelEntry> {
  const folder = await openFolder(input, options);
  return cataloguedModel(folder) ?? describeFolder(folder);
}

/** The catalogue knows more: recipe, pinned revision, golden pairs. It does not know other revisions. */
function cataloguedModel({ id, source }: Folder): ModelEntry | undefined {
  const known = source.kind === "hub" ? findModel(id) : undefined;
  return known?.source.kind === "hub" ? known : undefined;
}

/**
 * The same for a folder that the user dropped or chose. Variants with missing files are left out: an export of a
 * single variant, or a part of a download, is still a model.
 *
 * @param name of the folder
 * @param files by path in the folder
 * @throws {RerankError} `model_not_found` if no variant is complete
 */
export async function inspectFiles(name: string, files: ReadonlyMap<string, Blob>): Promise<ModelEntry> {
  const folder = openFiles(name, files);
  const model = await describeFolder(folder);
  const reasons = model.variants.map((variant) =>
    modelFiles(model, variant)
      .map((file) => missingReason(file, files))
      .find(Boolean),
  );
  const variants = model.variants.filter((_, position) => reasons[position] === undefined);
  if (variants.length === 0) throw notUsable(folder.id, reasons.find(Boolean) ?? inspectMessages.noWeights());
  return { ...model, variants };
}
