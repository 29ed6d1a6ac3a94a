/** Packs the page's draft into a link, and unpacks it. */
import { packFragment, unpackFragment } from "../../../draft/share-link.ts";
import type { Draft } from "../../stores/draft.ts";
import { restoreDraft, saveDraft, withoutOwnImages } from "../../stores/saved-draft.ts";

/** The fragment of a share link, with its #. Leaves out images from this machine: see `withoutOwnImages`. */
export function shareFragment(draft: Draft): Promise<string> {
  return packFragment(saveDraft(withoutOwnImages(draft).draft));
}

/** The draft in a share link; `undefined` if the fragment is not from a share link or is damaged. */
export async function draftFromFragment(fragment: string): Promise<Draft | undefined> {
  return restoreDraft(await unpackFragment(fragment));
}
