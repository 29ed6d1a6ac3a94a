import { useSelectedModel } from "../../stores/selected-model.ts";
import { readsOf } from "../../stores/draft.ts";

/** Said before a run would fail for it. */
export function TextOnlyNote() {
  const model = useSelectedModel();
  if (readsOf(model).images) return undefined;
  return (
    <p className="text-xs text-warn">{model?.title} reads text only: choose a model that reads images.</p>
  );
}
