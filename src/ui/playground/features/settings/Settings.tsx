import type { Dtype } from "../../../../models/model.ts";
import { useSelectedModel } from "../../stores/selected-model.ts";
import { usePlayground } from "../../stores/store-context.ts";
import { settingsText } from "../../text/settings.ts";
import { dtypeLabels } from "../model/dtype-labels.ts";
import { SelectField } from "../../ui/SelectField.tsx";
import { Instruction } from "./Instruction.tsx";
import { MoreSettings } from "./MoreSettings.tsx";
import { RequestSetting } from "./RequestSetting.tsx";
import { devices } from "./devices.ts";

/** Which engine runs, and how it reads a request. */
export function Settings() {
  const engine = usePlayground((state) => state.draft.settings);
  const setSettings = usePlayground((state) => state.setSettings);
  const model = useSelectedModel();
  const dtypes = model?.variants.map(({ dtype }) => ({ value: dtype, label: dtypeLabels[dtype] })) ?? [];
  return (
    <div className="grid grid-cols-2 items-end gap-x-4 gap-y-3 sm:grid-cols-3 xl:grid-cols-2">
      <div className="max-sm:col-span-full xl:col-span-full">
        <RequestSetting name="top_n" />
      </div>
      <SelectField
        label={settingsText.device}
        value={engine.device}
        options={devices}
        onChange={(device) => setSettings({ device })}
      />
      <SelectField<Dtype | "auto">
        label={settingsText.weights}
        value={engine.dtype}
        options={[{ value: "auto", label: settingsText.auto }, ...dtypes]}
        onChange={(dtype) => setSettings({ dtype })}
      />
      <Instruction />
      <MoreSettings />
    </div>
  );
}
