import type { Truncate } from "../../../contract/rerank.ts";
import type { DeviceChoice } from "../../../engine/local/device.ts";
import type { Dtype } from "../../../models/model.ts";
import { useFieldError } from "../../stores/field-errors.ts";
import { useSelectedModel } from "../../stores/selected-model.ts";
import { usePlayground } from "../../stores/store-context.ts";
import { NumberField } from "../../ui/NumberField.tsx";
import { SelectField } from "../../ui/SelectField.tsx";

const devices: { value: DeviceChoice; label: string }[] = [
  { value: "auto", label: "Auto" },
  { value: "webgpu", label: "WebGPU" },
  { value: "wasm", label: "WASM" },
];

const truncations: { value: Truncate; label: string }[] = [
  { value: "end", label: "Drop the end" },
  { value: "start", label: "Drop the start" },
  { value: "none", label: "Refuse (error)" },
];

export const dtypeLabels: Record<Dtype, string> = {
  fp32: "fp32",
  fp16: "fp16",
  q8: "q8 (int8, per tensor)",
  w8a8: "w8a8 (int8, per row)",
  w8a32: "w8a32 (8-bit weights)",
  q4: "q4",
  q4f16: "q4f16",
};

export function Settings() {
  const settings = usePlayground((state) => state.draft.settings);
  const setSettings = usePlayground((state) => state.setSettings);
  const model = useSelectedModel();
  const topNError = useFieldError("top_n");
  const maxTokensError = useFieldError("max_tokens_per_document");
  const dtypes = model?.forms.map(({ dtype }) => ({ value: dtype, label: dtypeLabels[dtype] })) ?? [];
  return (
    <div className="grid grid-cols-2 gap-x-4 gap-y-3 sm:grid-cols-3">
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
    </div>
  );
}
