/**
 * A draft in the fragment of a URL, which browsers send to no server: `#d=` and the JSON, deflated, in base64url.
 * Links that are out in the world must open for ever: a new form gets a new letter.
 */
import type { Draft } from "../../stores/draft.ts";
import { restoreDraft, saveDraft } from "../../stores/saved-draft.ts";

const marker = "#d=";

export async function fragmentOf(draft: Draft): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(saveDraft(draft)));
  const packed = await through(bytes, new CompressionStream("deflate-raw"));
  return marker + toBase64Url(packed);
}

export function isShareLink(fragment: string): boolean {
  return fragment.startsWith(marker);
}

/** The draft of a link; `undefined` for a fragment that is none of ours or is damaged. */
export async function draftOfFragment(fragment: string): Promise<Draft | undefined> {
  if (!isShareLink(fragment)) return undefined;
  try {
    const packed = fromBase64Url(fragment.slice(marker.length));
    const bytes = await through(packed, new DecompressionStream("deflate-raw"));
    return restoreDraft(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return undefined;
  }
}

async function through(
  bytes: Uint8Array<ArrayBuffer>,
  transform: CompressionStream | DecompressionStream,
): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(transform);
  return new Uint8Array(await new Response(stream).arrayBuffer());
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
