import { loadScript } from "../../parts/load-script.ts";
import { RerankError } from "../../../../contract/errors.ts";
import type { RerankDocument } from "../../../../contract/rerank.ts";
import type { Draft } from "../../stores/draft.ts";
import { type Rows, newRow, replacedBy } from "../../stores/rows.ts";
import { usePlaygroundStore } from "../../stores/store-context.ts";
import type { ImportedParts } from "./imported-parts.ts";

/** Where documents go: instead of all others, after them, or instead of one row. */
export type Place = "replace" | "append" | { row: number };

/** Puts what was read into the draft, as one step to undo. */
export function useTakeParts(): (parts: ImportedParts, place: Place) => void {
  const store = usePlaygroundStore();
  return ({ documents, query, topN, judgements, notice }, place) => {
    const { draft, openDraft } = store.getState();
    const next: Partial<Draft> = {
      ...(documents && { rows: placed(draft.rows, documents, place) }),
      ...(query !== undefined && { query, queryImage: undefined }),
      ...(topN !== undefined && { settings: { ...draft.settings, topN: String(topN) } }),
    };
    if (!judgements) {
      openDraft(next, notice);
      return;
    }
    // Loaded with the file that has the judgements.
    loadScript(() => import("./import/judge.ts")).then(
      ({ applyJudgements }) => {
        const { draft: current } = store.getState();
        openDraft({ rows: applyJudgements(judgements.kind, current.rows, judgements.entries) }, notice);
      },
      (cause: unknown) => store.getState().say(RerankError.from(cause).message),
    );
  };
}

function placed(rows: Rows, documents: readonly RerankDocument[], place: Place): Rows {
  if (place === "replace") return documents.map(newRow);
  if (place === "append") return [...rows, ...documents.map(newRow)];
  return replacedBy(rows, place.row, documents);
}
