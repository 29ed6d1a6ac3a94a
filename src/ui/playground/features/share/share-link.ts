/** Packs the page's draft into a link, and unpacks it. */
import { type LinkProblem, packFragment, unpackFragment } from "../../../draft/share-link.ts";
import type { Draft } from "../../stores/draft.ts";
import { restoreDraft, saveDraft, withoutOwnImages } from "../../stores/saved-draft.ts";

/** The fragment of a share link, with its #. Leaves out images from this machine: see `withoutOwnImages`. */
export function shareFragment(draft: Draft): Promise<string> {
  return packFragment(saveDraft(withoutOwnImages(draft).draft));
}

/** The draft in a share link, or why there is none; `undefined` if the fragment is not from a share link. */
export async function draftFromFragment(fragment: string): Promise<Draft | LinkProblem | undefined> {
  const shared = await unpackFragment(fragment);
  return typeof shared === "string" ? shared : restoreDraft(shared);
}
