import { useMemo } from "react";
import { inputText } from "../../../../contract/rerank.ts";
import { requestSettings } from "../../../draft/typed-settings.ts";
import { acceptedInputs } from "../../stores/draft.ts";
import { useSelectedModel } from "../../stores/selected-model.ts";
import { usePlayground } from "../../stores/store-context.ts";
import { settingsText } from "../../text/settings.ts";
import { expectedDepth, measuredRun } from "../model/predict.ts";

/** How far the time limit should reach, by the speed of the last run. */
export default function DepthHint() {
  const draft = usePlayground((state) => state.draft);
  const answer = usePlayground((state) => state.answer);
  const findModel = usePlayground((state) => state.findModel);
  const model = useSelectedModel();
  const depth = useMemo(() => {
    const answered = answer && findModel(answer.engine.model);
    if (draft.settings.budgetMs === "" || !model || !answered) return undefined;
    const { budget_ms: ms } = requestSettings(draft.settings, acceptedInputs(model));
    if (ms === undefined || !(ms > 0)) return undefined;
    const texts = draft.rows.map(({ document }) => inputText(document) ?? "");
    return expectedDepth(ms, texts, model, measuredRun(answer, answered));
  }, [draft, answer, model, findModel]);
  if (depth === undefined) return undefined;
  return <p className="col-span-full text-xs text-muted">{settingsText.depth(depth, draft.rows.length)}</p>;
}
