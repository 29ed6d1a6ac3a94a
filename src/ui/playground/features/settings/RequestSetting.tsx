import type { SettingName } from "../../../../contract/settings.ts";
import { type PropertyName, propertyName, settings } from "../../../../contract/settings.ts";
import { acceptedInputs } from "../../stores/draft.ts";
import { useFieldError } from "../../stores/field-errors.ts";
import { useSelectedModel } from "../../stores/selected-model.ts";
import { usePlayground } from "../../stores/store-context.ts";
import { NumberField } from "../../ui/NumberField.tsx";
import { SelectField } from "../../ui/SelectField.tsx";
import { choiceLabels, placeholder } from "../../text/settings.ts";

/** The field of one numeric or multiple-choice setting; texts have fields of their own. */
export function RequestSetting({ name }: { name: SettingName }) {
  const key: PropertyName<SettingName> = propertyName(name);
  const value: string = usePlayground((state) => state.draft.settings[key]);
  const setSettings = usePlayground((state) => state.setSettings);
  const error = useFieldError(name);
  const model = useSelectedModel();
  const { input, label, takenBy } = settings[name];
  const choices = choiceLabels[name];
  const onChange = (typed: string): void => setSettings({ [key]: typed });
  if (takenBy && !acceptedInputs(model)[takenBy]) return undefined;
  if (input === "choice" && choices) {
    const options = Object.entries(choices).map(([value, label]) => ({ value, label }));
    // One that a request brought along, with options.
    if (!(value in choices)) options.push({ value, label: value });
    return <SelectField label={label} value={value} options={options} onChange={onChange} />;
  }
  return (
    <NumberField
      label={label}
      value={value}
      placeholder={placeholder(name, model?.maxTokens)}
      error={error}
      onChange={onChange}
    />
  );
}
