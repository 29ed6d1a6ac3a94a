import * as v from "valibot";
import { RerankError } from "../../../contract/errors.ts";
import type { ModelFile } from "../../../models/model.ts";
import { isInFolder } from "../../../models/recipes.ts";
import { inspectMessages } from "./messages.ts";
import type { Address } from "./address.ts";
import { type Folder, lenient } from "./folder.ts";
import { type InspectOptions, request, requestStart } from "./request.ts";

/** A name or a list of names. The list may hold other values: YAML reads the language "no" as false. */
const Names = v.union([
  v.pipe(
    v.string(),
    v.transform((name) => [name]),
  ),
  v.pipe(
    v.array(v.unknown()),
    v.transform((list) => list.filter((name) => typeof name === "string")),
  ),
]);

/** The Hub's answer to `GET /api/models/{repository}?blobs=true`; only the commit and the files are needed. */
const HubModel = v.object({
  sha: v.pipe(v.string(), v.check(isInFolder)),
  pipeline_tag: lenient(v.string()),
  cardData: lenient(v.object({ license: lenient(Names), language: lenient(Names) })),
  siblings: v.array(
    v.object({
      rfilename: v.string(),
      size: lenient(v.pipe(v.number(), v.safeInteger(), v.minValue(0))),
      lfs: lenient(v.object({ sha256: lenient(v.string()) })),
    }),
  ),
});
type HubFile = v.InferOutput<typeof HubModel>["siblings"][number];

/**
 * @param host of the Hub, without a slash at its end
 */
export async function openHubFolder(
  { repository, revision }: Extract<Address, { kind: "hub" }>,
  host: string,
  options: InspectOptions,
): Promise<Folder> {
  const at =
    revision === undefined
      ? ""
      : `/revision/${encodeURIComponent(revision.replace(/\p{Surrogate}/gu, "\ufffd"))}`;
  const response = await request(`${host}/api/models/${repository}${at}?blobs=true`, options);
  const model = v.safeParse(HubModel, await response.json().catch(() => undefined));
  if (!model.success) throw new RerankError("download_failed", inspectMessages.notTheHub(host));
  const { sha, siblings, cardData, pipeline_tag: pipelineTag } = model.output;
  // Other paths would lead to other addresses.
  const inside = siblings.filter(({ rfilename }) => isInFolder(rfilename));
  const files = new Map(inside.map((sibling) => [sibling.rfilename, modelFile(sibling)]));
  const fileUrl = (path: string): string => `${host}/${repository}/resolve/${sha}/${path}`;
  const id = revision === undefined ? repository : `${repository}@${revision}`;
  return {
    id,
    name: id.slice(id.indexOf("/") + 1),
    source: { kind: "hub", revision: sha },
    paths: [...files.keys()],
    find: async (path) => files.get(path),
    findExternal: async (prefix) => [...files.values()].filter(({ path }) => path.startsWith(prefix)),
    readStart: (path, bytes) => requestStart(fileUrl(path), bytes, options),
    read: async (path) => (await request(fileUrl(path), options)).json(),
    licence: cardData?.license?.[0],
    languages: cardData?.language?.join(", "),
    pipelineTag: pipelineTag ?? undefined,
  };
}

function modelFile({ rfilename: path, size, lfs }: HubFile): ModelFile {
  return {
    path,
    bytes: size ?? 0,
    ...(typeof size !== "number" && { exact: false as const }),
    ...(typeof lfs?.sha256 === "string" && { sha256: lfs.sha256 }),
  };
}
