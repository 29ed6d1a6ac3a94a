/** The page's draft as a link, and back. */
import { packFragment, unpackFragment } from "../../../draft/share-link.ts";
import type { Draft } from "../../stores/draft.ts";
import { restoreDraft, saveDraft, withoutOwnImages } from "../../stores/saved-draft.ts";

/** Images of this machine are not in it: see `withoutOwnImages`. */
export function fragmentOf(draft: Draft): Promise<string> {
  return packFragment(saveDraft(withoutOwnImages(draft).draft));
}

/** The draft of a link; `undefined` for a fragment that is none of ours or is damaged. */
export async function draftOfFragment(fragment: string): Promise<Draft | undefined> {
  return restoreDraft(await unpackFragment(fragment));
}
