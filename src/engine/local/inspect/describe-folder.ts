import * as v from "valibot";
import { shortened } from "../../../contract/shortened.ts";
import { recipeScoreKind } from "../../../models/families.ts";
import { Manifest } from "../../../models/manifest.ts";
import { type ModelEntry, type ModelFile, headLayers } from "../../../models/model.ts";
import { inspectMessages } from "./messages.ts";
import { checkConfig } from "./declared-fields.ts";
import { checkFiles } from "./declared-files.ts";
import { type Folder, type Inspection, lenient, notUsable, readAs } from "./folder.ts";
import { findVariants } from "./find-variants.ts";
import { ModelConfig, Positive, assumedTokens, hasUnknownPositions, maxPositions } from "./model-config.ts";
import { isLfsPointer } from "./lfs-pointer.ts";
import { findRecipe } from "./find-recipe.ts";
import { readCardExample } from "./read-card.ts";
import { readDeclarations } from "./read-declarations.ts";

const maxPointerBytes = 1000;
const maxPlausibleTokens = 1_000_000;

const TokenizerConfig = v.object({
  model_max_length: lenient(Positive),
  truncation_side: lenient(v.string()),
});

/**
 * The folder's model: what its `tabrank.json` says, or what its other files tell.
 * @throws {RerankError} `model_not_found` if nothing in it can run here
 */
export async function describeFolder(folder: Folder): Promise<ModelEntry> {
  if (!(await folder.find("tabrank.json"))) return deriveEntry(folder);
  const { tabrank: _version, ...entry } = await readAs(Manifest, folder, "tabrank.json");
  return { ...entry, source: folder.source, id: folder.id };
}

async function deriveEntry(folder: Folder): Promise<ModelEntry> {
  const { id, source } = folder;
  const json = await folder.find("tokenizer.json");
  const tokenizerConfig = await folder.find("tokenizer_config.json");
  if (!(await folder.find("config.json"))) throw notUsable(id, inspectMessages.noFile("config.json"));
  const config = await readAs(ModelConfig, folder, "config.json");
  const { variants, operators, notes } = await findVariants(folder, hasUnknownPositions(config));
  if (!json) throw notUsable(id, inspectMessages.noTokenizer());
  if (!tokenizerConfig) throw notUsable(id, inspectMessages.noFile("tokenizer_config.json"));
  const inspection: Inspection = { folder, notes };
  checkConfig(config, inspection);
  const declared = await readDeclarations(inspection);
  const { recipe, activation, modules } = await findRecipe(config, declared, inspection);
  await checkFiles(modules?.configs, inspection);
  const headFiles = headLayers(recipe).flatMap((layer) => ("file" in layer ? [layer.file] : []));
  await throwIfPointer([json, tokenizerConfig, ...headFiles], folder);
  const tokenizerSays = await readAs(TokenizerConfig, folder, "tokenizer_config.json");
  if (tokenizerSays.truncation_side === "left") inspection.notes.push(inspectMessages.cutsStart());
  // sentence-transformers' own limit replaces the tokenizer's.
  const stated = declared.maxTokens ?? tokenizerSays.model_max_length;
  const maxTokens = limitTokens(maxPositions(config, operators), stated, inspection);
  const golden = await readCardExample(folder, recipe, activation);
  const checked = golden
    ? inspectMessages.checkedWithCard(golden.pairs.length)
    : inspectMessages.notVerified();
  return {
    id,
    title: shortened(folder.name, 100),
    source,
    recipe,
    scoreKind: recipeScoreKind(recipe),
    tokenizer: { json, config: tokenizerConfig },
    variants,
    maxTokens,
    languages: shortened(folder.languages ?? inspectMessages.notStated(), 200),
    licence: describeLicence(folder.licence),
    ...(golden && { golden }),
    quality: [checked, ...cardNotes(inspection.notes)].join(" "),
  };
}

const maxNotes = 20;

function cardNotes(notes: readonly string[]): string[] {
  const shown = notes.slice(0, maxNotes).map((note) => shortened(note));
  return notes.length > maxNotes ? [...shown, inspectMessages.moreNotes(notes.length - maxNotes)] : shown;
}

function limitTokens(
  positions: number | undefined,
  stated: number | undefined,
  { notes }: Inspection,
): number {
  const limit = Math.min(positions ?? Infinity, stated ?? Infinity);
  if (limit <= maxPlausibleTokens) return limit;
  notes.push(inspectMessages.assumedLength(assumedTokens));
  return assumedTokens;
}

/** Files that are not read here, too small to be themselves. */
async function throwIfPointer(files: readonly ModelFile[], folder: Folder): Promise<void> {
  for (const { path, bytes } of files) {
    const start = bytes < maxPointerBytes ? await folder.readStart(path, maxPointerBytes) : undefined;
    if (start && isLfsPointer(start)) throw notUsable(folder.id, inspectMessages.lfsPointer(path));
  }
}

/** Only a non-commercial licence is recognised, by its name: `cc-by-nc-4.0`. */
function describeLicence(name: string | undefined): ModelEntry["licence"] {
  if (name === undefined) return { name: inspectMessages.notStated(), commercialUse: "unknown" };
  return { name: shortened(name, 100), commercialUse: /-nc\b/i.test(name) ? "not-allowed" : "unknown" };
}
