import { catalogue } from "../../../models/catalogue.ts";
import type { ModelEntry } from "../../../models/model.ts";
import { usePlayground } from "./store-context.ts";

/** The model of the next run; `undefined` if its id is neither in the catalogue nor looked up. */
export function useSelectedModel(): ModelEntry | undefined {
  return usePlayground(({ draft, customModels }) =>
    [...customModels, ...catalogue].find(({ id }) => id === draft.settings.modelId),
  );
}
