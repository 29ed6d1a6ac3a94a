/**
 * Copies models into a folder that a site serves, so that the site ranks with them offline and asks no hub. Each one
 * lies there with a `tabrank.json`, as `inspectRepository` reads it.
 */
import { createHash } from "node:crypto";
import { openAsBlob } from "node:fs";
import { mkdir, readFile, readdir, rename, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { RerankError } from "../../contract/errors.ts";
import type { RerankProgress } from "../../contract/reranker.ts";
import { findModel } from "../../models/catalogue.ts";
import { embeddedModel } from "../../models/embedded-model.ts";
import { goldenScores } from "../../models/golden.ts";
import { withHashes } from "../../models/hashes.ts";
import { miniLmOnHub } from "../../models/mini-lm-on-hub.ts";
import { type Dtype, type ModelEntry, type ModelVariant, modelFiles } from "../../models/model.ts";
import { inspectFiles, inspectRepository } from "../local/inspect-repository.ts";
import { type LoadLimits, loadLimits } from "../local/load/limits.ts";
import { fetchModelFiles } from "../local/load/model-files.ts";
import { PatientCache } from "../local/load/patient-cache.ts";
import { DiskCache } from "./disk-cache.ts";

export interface CarryOptions {
  /** Ids of the catalogue, repositories, addresses of folders, or folders of this machine; the first is the default. */
  models: readonly string[];
  /** Weights to carry; by default, of each model, those that it prefers on WASM, which run everywhere. */
  dtypes: readonly string[];
  /** Models that may not be used commercially are carried only then. */
  acceptLicence: boolean;
  /** The embedded model stays out of the site. */
  withoutDefault: boolean;
  hubHost: string;
  /** Folder for downloaded files. */
  cacheFolder: string;
  /** The site's `models/`. */
  folder: string;
  /** Called with what is carried, before anything large is fetched. */
  onModel: (model: ModelEntry, bytes: number) => void;
  onProgress: (progress: RerankProgress) => void;
  signal: AbortSignal;
  limits?: LoadLimits;
}

type CarriedModel = ModelEntry & { source: { kind: "embedded" } };

export interface Carried {
  /** What the site's catalogue begins with, in the order in which they were named. */
  models: CarriedModel[];
  /** Entries that take the place of those with their id in the catalogue. */
  replaced: ModelEntry[];
}

/**
 * @throws {RerankError} `model_not_found`, `download_failed`, `integrity_failed`; `invalid_request` for weights that a
 *   model does not have, a licence that was not accepted, or an embedded model that is both named and left out
 * @throws {DOMException} `AbortError`
 */
export async function carryModels(options: CarryOptions): Promise<Carried> {
  if (options.withoutDefault && options.models.includes(embeddedModel.id))
    throw refused(`${embeddedModel.id} is to be carried and to be left out.`);
  const plans: Plan[] = [];
  for (const input of options.models) {
    const plan = await planModel(input, options);
    if (plans.some(({ id }) => id === plan.id))
      throw refused(
        `Two of the models would be ${plan.id}. Name each once, and rename the folder of one if they differ.`,
      );
    plans.push(plan);
  }
  const models: CarriedModel[] = [];
  for (const plan of plans) models.push(await carryModel(plan, options));
  // It can still be chosen, and then comes from the Hub.
  return { models, replaced: options.withoutDefault ? [miniLmOnHub] : [] };
}

/** A model with the weights to carry, and the name of its folder. */
interface Plan {
  id: string;
  model: ModelEntry;
}

/** All that can be refused is refused before anything large is fetched. */
async function planModel(input: string, options: CarryOptions): Promise<Plan> {
  // It comes with every site.
  if (input === embeddedModel.id) return { id: input, model: embeddedModel };
  const found = await findSource(input, options);
  const { licence, title } = found;
  if (licence.commercialUse === "not-allowed" && !options.acceptLicence)
    throw refused(
      `${title} has the licence ${licence.name}, which allows no commercial use. If that suits you, add --accept-licence.`,
    );
  const model = withHashes({ ...found, variants: chooseVariants(found, options.dtypes) });
  return { id: folderName(found), model };
}

async function carryModel({ id, model }: Plan, options: CarryOptions): Promise<CarriedModel> {
  if (model === embeddedModel) return { ...embeddedModel, source: { kind: "embedded" } };
  const files = uniqueFiles(model);
  options.onModel(
    model,
    files.reduce((sum, { bytes }) => sum + bytes, 0),
  );
  const folder = join(options.folder, id);
  for (const variant of model.variants) await carryVariant(model, variant, folder, options);
  const { source: _source, golden: known, ...entry } = model;
  const golden = known === "catalogued" ? goldenScores(model.id) : known;
  const described = { ...entry, id, ...(golden && { golden }) };
  await write(join(folder, "tabrank.json"), JSON.stringify({ tabrank: 1, ...described }, undefined, 2));
  return { ...described, source: { kind: "embedded" } };
}

async function findSource(input: string, { hubHost, signal }: CarryOptions): Promise<ModelEntry> {
  const known = findModel(input);
  if (known) return known;
  const path = resolve(input);
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (isFolder) return inspectFiles(basename(path), await filesIn(path));
  return inspectRepository(input, { hubHost, fetch: (...request) => fetch(...request), signal });
}

/** A folder of the Hub's own cache holds links to its files. */
async function filesIn(folder: string): Promise<Map<string, Blob>> {
  const files = new Map<string, Blob>();
  for (const name of await readdir(folder, { recursive: true })) {
    const path = join(folder, name);
    const isFile = await stat(path).then(
      (found) => found.isFile(),
      () => false,
    );
    if (isFile) files.set(name.replaceAll("\\", "/"), await openAsBlob(path));
  }
  return files;
}

function chooseVariants(
  { title, variants }: ModelEntry,
  dtypes: readonly string[],
): [ModelVariant, ...ModelVariant[]] {
  const preferred = variants.find(({ devices }) => devices.includes("wasm")) ?? variants[0];
  const chosen = dtypes.length === 0 ? [preferred] : variants.filter(({ dtype }) => dtypes.includes(dtype));
  const missing = dtypes.find((name) => !variants.some(({ dtype }) => dtype === name));
  const [first, ...others] = chosen.flatMap((variant) => variant ?? []);
  if (missing !== undefined || !first) {
    const there: Dtype[] = variants.map(({ dtype }) => dtype);
    throw refused(`${title} has no weights "${missing ?? ""}". There are: ${there.join(", ")}.`);
  }
  return [first, ...others];
}

function uniqueFiles(model: ModelEntry) {
  const files = model.variants.flatMap((variant) => modelFiles(model, variant));
  return [...new Map(files.map((file) => [file.path, file])).values()];
}

/** A name that is one in a path, too: a folder and an address have none of their own. */
function folderName({ id, source }: ModelEntry): string {
  if (source.kind === "hub") return id;
  const name = id.split("/").findLast((part) => part !== "") ?? "model";
  return `local/${name.replaceAll(/[^\w.-]+/g, "-")}`;
}

async function carryVariant(
  model: ModelEntry,
  variant: ModelVariant,
  folder: string,
  { hubHost, cacheFolder, onProgress, signal, limits = loadLimits }: CarryOptions,
): Promise<void> {
  const cache = new PatientCache(async () => new DiskCache(cacheFolder), limits);
  const locations = { hubHost, embeddedBaseUrl: "" };
  const download = (reload: boolean) =>
    fetchModelFiles(model, variant, {
      locations,
      fetch: (...request) => fetch(...request),
      cache,
      reload,
      limits,
      signal,
      onProgress,
    });
  const files = modelFiles(model, variant);
  let blobs = await download(false);
  let wrong = await firstWrong(files, blobs);
  // What is cached may have been altered since.
  if (wrong !== undefined && cache.hits > 0) {
    blobs = await download(true);
    wrong = await firstWrong(files, blobs);
  }
  if (wrong !== undefined) {
    const message = `${wrong} of ${model.id} is not the file that was expected: its SHA-256 differs.`;
    throw new RerankError("integrity_failed", message);
  }
  for (const [path, blob] of blobs) await write(join(folder, path), new Uint8Array(await blob.arrayBuffer()));
}

/** The path of the first file that has another hash than it should have. */
async function firstWrong(
  files: ReturnType<typeof modelFiles>,
  blobs: ReadonlyMap<string, Blob>,
): Promise<string | undefined> {
  for (const { path, sha256 } of files) {
    const blob = blobs.get(path);
    if (sha256 === undefined || !blob) continue;
    const found = createHash("sha256")
      .update(new Uint8Array(await blob.arrayBuffer()))
      .digest("hex");
    if (found !== sha256) return path;
  }
  return undefined;
}

/** Complete, or not at all; and not again if it is there. */
async function write(path: string, data: string | Uint8Array): Promise<void> {
  const present = await readFile(path).catch(() => undefined);
  if (present?.equals(Buffer.from(data)) === true) return;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.part`, data);
  await rename(`${path}.part`, path);
}

function refused(message: string): RerankError {
  return new RerankError("invalid_request", message);
}
