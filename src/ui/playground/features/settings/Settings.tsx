import { settingNames, settings } from "../../../../contract/settings.ts";
import type { Dtype } from "../../../../models/model.ts";
import { useSelectedModel } from "../../stores/selected-model.ts";
import { usePlayground } from "../../stores/store-context.ts";
import { settingsText } from "../../text/settings.ts";
import { dtypeLabels } from "../model/dtype-labels.ts";
import { SelectField } from "../../ui/SelectField.tsx";
import { Instruction } from "./Instruction.tsx";
import { RequestSetting } from "./RequestSetting.tsx";
import { devices } from "./devices.ts";

/** Which engine runs, and how it reads a request. */
export function Settings() {
  const engine = usePlayground((state) => state.draft.settings);
  const setSettings = usePlayground((state) => state.setSettings);
  const whileTyping = usePlayground((state) => state.preferences.rerankWhileTyping);
  const setPreferences = usePlayground((state) => state.setPreferences);
  const model = useSelectedModel();
  const dtypes = model?.variants.map(({ dtype }) => ({ value: dtype, label: dtypeLabels[dtype] })) ?? [];
  return (
    <div className="grid grid-cols-2 items-end gap-x-4 gap-y-3 sm:grid-cols-3">
      <RequestSetting name="top_n" />
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
      {settingNames
        .filter((name) => name !== "top_n" && settings[name].input !== "text")
        .map((name) => (
          <RequestSetting key={name} name={name} />
        ))}
      <label className="flex items-end gap-2 pb-1.5 text-xs">
        <input
          type="checkbox"
          className="size-4 accent-accent"
          checked={whileTyping}
          onChange={(event) => setPreferences({ rerankWhileTyping: event.currentTarget.checked })}
        />
        {settingsText.whileTyping}
      </label>
      <Instruction />
    </div>
  );
}
