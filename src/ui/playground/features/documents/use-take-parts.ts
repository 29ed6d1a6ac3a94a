import { loadScript } from "../../parts/load-script.ts";
import { RerankError } from "../../../../contract/errors.ts";
import type { RerankDocument } from "../../../../contract/rerank.ts";
import type { Draft } from "../../stores/draft.ts";
import { type Rows, newRow, replacedBy } from "../../stores/rows.ts";
import { usePlaygroundStore } from "../../stores/store-context.ts";
import { describeExcess } from "../../stores/excess.ts";
import type { ImportedParts } from "./imported-parts.ts";

/** Where documents go: instead of all others, after them, or instead of one row. */
export type Place = "replace" | "append" | { row: number };

/**
 * Puts what was read into the draft, as one step to undo.
 * @returns what exceeds the limits: then nothing is taken
 */
export function useTakeParts(): (parts: ImportedParts, place: Place) => string | undefined {
  const store = usePlaygroundStore();
  return ({ documents, query, topN, judgements, notice }, place) => {
    const { draft, openDraft } = store.getState();
    const rows = documents && placed(draft.rows, documents, place);
    const excess = describeExcess(query, rows);
    if (excess !== undefined) return excess;
    const next: Partial<Draft> = {
      ...(rows && { rows }),
      ...(query !== undefined && { query, queryImage: undefined }),
      ...(topN !== undefined && { settings: { ...draft.settings, topN: String(topN) } }),
    };
    if (!judgements) {
      openDraft(next, notice);
      return undefined;
    }
    // Loaded with the file that has the judgements.
    loadScript(() => import("./import/judge.ts")).then(
      ({ applyJudgements }) => {
        const { draft: current } = store.getState();
        openDraft({ rows: applyJudgements(judgements.kind, current.rows, judgements.entries) }, notice);
      },
      (cause: unknown) => store.getState().say(RerankError.from(cause).message),
    );
    return undefined;
  };
}

function placed(rows: Rows, documents: readonly RerankDocument[], place: Place): Rows {
  if (place === "replace") return documents.map(newRow);
  if (place === "append") return [...rows, ...documents.map(newRow)];
  return replacedBy(rows, place.row, documents);
}
