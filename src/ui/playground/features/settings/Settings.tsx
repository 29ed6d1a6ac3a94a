import type { Truncate } from "../../../../contract/rerank.ts";
import type { Dtype } from "../../../../models/model.ts";
import { useFieldError } from "../../stores/field-errors.ts";
import { useSelectedModel } from "../../stores/selected-model.ts";
import { usePlayground } from "../../stores/store-context.ts";
import { dtypeLabels } from "../model/dtype-labels.ts";
import { NumberField } from "../../ui/NumberField.tsx";
import { SelectField } from "../../ui/SelectField.tsx";
import { Instruction } from "./Instruction.tsx";
import { devices } from "./devices.ts";

const truncations: { value: Truncate; label: string }[] = [
  { value: "end", label: "Drop the end" },
  { value: "start", label: "Drop the start" },
  { value: "none", label: "Refuse (error)" },
];

export function Settings() {
  const settings = usePlayground((state) => state.draft.settings);
  const setSettings = usePlayground((state) => state.setSettings);
  const whileTyping = usePlayground((state) => state.preferences.rerankWhileTyping);
  const setPreferences = usePlayground((state) => state.setPreferences);
  const model = useSelectedModel();
  const topNError = useFieldError("top_n");
  const maxTokensError = useFieldError("max_tokens_per_document");
  const dtypes = model?.variants.map(({ dtype }) => ({ value: dtype, label: dtypeLabels[dtype] })) ?? [];
  return (
    <div className="grid grid-cols-2 items-end gap-x-4 gap-y-3 sm:grid-cols-3">
      <NumberField
        label="Number of returned documents"
        value={settings.topN}
        placeholder="all"
        error={topNError}
        onChange={(topN) => setSettings({ topN })}
      />
      <SelectField
        label="Device"
        value={settings.device}
        options={devices}
        onChange={(device) => setSettings({ device })}
      />
      <SelectField<Dtype | "auto">
        label="Weights"
        value={settings.dtype}
        options={[{ value: "auto", label: "Auto" }, ...dtypes]}
        onChange={(dtype) => setSettings({ dtype })}
      />
      <NumberField
        label="Tokens per document"
        value={settings.maxTokensPerDocument}
        placeholder={model ? `up to ${model.maxTokens}` : "all"}
        error={maxTokensError}
        onChange={(maxTokensPerDocument) => setSettings({ maxTokensPerDocument })}
      />
      <SelectField
        label="Documents too long"
        value={settings.truncate}
        options={truncations}
        onChange={(truncate) => setSettings({ truncate })}
      />
      <label className="flex items-end gap-2 pb-1.5 text-xs">
        <input
          type="checkbox"
          className="size-4 accent-accent"
          checked={whileTyping}
          onChange={(event) => setPreferences({ rerankWhileTyping: event.currentTarget.checked })}
        />
        Rerank while typing
      </label>
      <Instruction />
    </div>
  );
}
