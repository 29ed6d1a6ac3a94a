import { useId, useState } from "react";
import { catalogue } from "../../../models/catalogue.ts";
import { useSelectedModel } from "../../stores/selected-model.ts";
import { usePlayground } from "../../stores/store-context.ts";
import { CustomModel } from "./CustomModel.tsx";
import { InstalledModels } from "./InstalledModels.tsx";
import { ModelCard } from "./ModelCard.tsx";

const custom = "custom";

export function ModelPicker() {
  const id = useId();
  const model = useSelectedModel();
  const modelId = usePlayground((state) => state.draft.settings.modelId);
  const customModels = usePlayground((state) => state.customModels);
  const setSettings = usePlayground((state) => state.setSettings);
  const [lookingUp, setLookingUp] = useState(false);
  const hub = catalogue.filter(({ source }) => source.kind === "hub");
  const embedded = catalogue.filter(({ source }) => source.kind === "embedded");
  return (
    <div className="flex flex-col gap-2">
      <div className="field">
        <label className="label" htmlFor={id}>
          Model
        </label>
        <select
          id={id}
          className="control w-full"
          value={lookingUp ? custom : (model?.id ?? custom)}
          onChange={(event) => {
            const chosen = event.currentTarget.value;
            setLookingUp(chosen === custom);
            // Weights are named per model: a choice made for another one may not exist here.
            if (chosen !== custom) setSettings({ modelId: chosen, dtype: "auto" });
          }}
        >
          <optgroup label="Comes with this page">
            {embedded.map((entry) => (
              <option key={entry.id} value={entry.id}>
                {entry.title}
              </option>
            ))}
          </optgroup>
          <optgroup label="From the Hub, downloaded when you run it">
            {hub.map((entry) => (
              <option key={entry.id} value={entry.id}>
                {entry.title}
                {entry.licence.commercialUse === "not-allowed" ? " (non-commercial)" : ""}
              </option>
            ))}
          </optgroup>
          <optgroup label="Your own">
            {customModels.map((entry) => (
              <option key={entry.id} value={entry.id}>
                {entry.id}
              </option>
            ))}
            <option value={custom}>Another repository or address…</option>
          </optgroup>
        </select>
      </div>
      {lookingUp || !model ? (
        <CustomModel initial={model ? "" : modelId} onFound={() => setLookingUp(false)} />
      ) : (
        <ModelCard model={model} />
      )}
      <InstalledModels />
    </div>
  );
}
