/** The models that the page can run. */
import type { ModelEntry } from "../../../../models/model.ts";
import type { Slice } from "../slice.ts";
import type { EditingState } from "./editing.ts";

export interface ModelState {
  /** Models that the person looked up, beside the catalogue. */
  customModels: readonly ModelEntry[];
  /** Adds a model and selects it. */
  addModel: (model: ModelEntry) => void;
  /** A model of the catalogue, or one that was looked up. */
  findModel: (id: string) => ModelEntry | undefined;
}

export function createModels(
  { set, get }: Slice<ModelState & EditingState>,
  catalogue: readonly ModelEntry[],
): ModelState {
  return {
    customModels: [],
    addModel: (model) => {
      const others = get().customModels.filter(({ id }) => id !== model.id);
      set({ customModels: catalogue.includes(model) ? others : [...others, model] });
      get().setSettings({ modelId: model.id, dtype: "auto" });
    },
    findModel: (id) => [...get().customModels, ...catalogue].find((model) => model.id === id),
  };
}
