/** What happens while the person edits a draft that has an answer. */
import type { PlaygroundStore } from "./playground-store.ts";
import { followLimits } from "./recut.ts";
import { rerankWhileTyping } from "./rerank-while-typing.ts";

export function followDraft(store: PlaygroundStore): void {
  followLimits(store);
  rerankWhileTyping(store);
}
