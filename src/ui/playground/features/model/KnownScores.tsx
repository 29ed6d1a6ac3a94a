import type { Golden, ModelEntry } from "../../../../models/model.ts";
import { goldenDraft } from "../../stores/draft.ts";
import { usePlayground } from "../../stores/store-context.ts";
import { draftText } from "../../text/draft.ts";
import { modelText } from "../../text/model.ts";

/** Opens the texts with which a model's scores are checked, such as the example on its card. */
export function KnownScores({ model, golden }: { model: ModelEntry; golden: Golden }) {
  const settings = usePlayground((state) => state.draft.settings);
  const openDraft = usePlayground((state) => state.openDraft);
  return (
    <button
      type="button"
      className="button-quiet -ml-2 text-xs"
      onClick={() => openDraft(goldenDraft(golden, settings), draftText.openedGolden(model.title))}
    >
      {modelText.tryGolden}
    </button>
  );
}
