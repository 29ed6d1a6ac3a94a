/**
 * Query, documents and settings in the fragment of a URL, which browsers send to no server: `#d=` and the JSON,
 * deflated, in base64url. Links that are out in the world must open for ever: a new form gets a new letter.
 */
import * as v from "valibot";
import { isTooDeep, limitErrors, limits } from "../../contract/limits.ts";
import { isShareLink, marker } from "./link-marker.ts";
import { inflate } from "./inflate.ts";
import { SharedDraft } from "./shared-draft.ts";

/** Why a link of ours cannot be opened. */
export type LinkProblem = "damaged" | "newer" | "too large";

export async function packFragment(draft: SharedDraft): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(draft));
  const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  return marker + toBase64Url(new Uint8Array(await new Response(packed).arrayBuffer()));
}

/** The draft of a link; `undefined` for a fragment that is none of ours. */
export async function unpackFragment(fragment: string): Promise<SharedDraft | LinkProblem | undefined> {
  if (!isShareLink(fragment)) return undefined;
  // What stands around a link in a text, such as a full stop or a bracket, is often taken for a part of it.
  const [packed = ""] = /^[\w-]*/.exec(fragment.slice(marker.length)) ?? [];
  const read = await unpack(packed);
  const shorter = packed.replace(/(?<![_-])[_-]+$/, "");
  return read === "damaged" && shorter !== packed ? unpack(shorter) : read;
}

async function unpack(packed: string): Promise<SharedDraft | LinkProblem> {
  try {
    const bytes = await inflate(fromBase64Url(packed), "deflate-raw", limits.linkBytes);
    if (typeof bytes === "string") return bytes;
    const json = new TextDecoder().decode(bytes);
    if (isTooDeep(json)) return "too large";
    const value: unknown = JSON.parse(json);
    if (v.is(v.object({ v: v.pipe(v.number(), v.minValue(2)) }), value)) return "newer";
    const draft = v.parse(SharedDraft, value);
    return limitErrors(draft.query, draft.documents).length > 0 ? "too large" : draft;
  } catch {
    return "damaged";
  }
}

function toBase64Url(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
