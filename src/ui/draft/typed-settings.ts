/** A request's settings as a form holds them. Pure. */
import {
  type PropertyName,
  type Setting,
  type SettingName,
  type SettingValue,
  type SettingsTable,
  propertyName,
  settingNames,
  settings,
} from "../../contract/settings.ts";

/** The settings as a form holds them: numbers and texts as typed, wrong ones included. */
export type TypedSettings = {
  [Name in SettingName as PropertyName<Name>]: SettingsTable[Name]["input"] extends "choice"
    ? SettingValue<Name>
    : string;
};

export const initialSettings = formSettings((name) => settings[name].initial);

/** The settings of a request as a form holds them: blank, or the default choice, where the request has none. */
export function typedSettings(request: {
  readonly [Name in SettingName]?: string | number | null | undefined;
}): TypedSettings {
  return formSettings((name) => {
    const { input, initial } = settings[name];
    return String(request[name] ?? (input === "choice" ? initial : ""));
  });
}

function formSettings(typed: (name: SettingName) => string): TypedSettings {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys are made from the names
  return Object.fromEntries(settingNames.map((name) => [propertyName(name), typed(name)])) as TypedSettings;
}

/**
 * The settings of a request. Absent are those that are blank, those that stand at their default choice, and those that
 * the model does not take. A number that cannot be read becomes `NaN`, so that validation names its field.
 */
export function requestSettings(
  typed: TypedSettings,
  takes: Record<NonNullable<Setting["takenBy"]>, boolean>,
): Partial<{ [Name in SettingName]: SettingValue<Name> }> {
  const entries = settingNames.flatMap((name) => {
    const { input, initial, takenBy } = settings[name];
    const text: string = typed[propertyName(name)];
    if (takenBy !== undefined && !takes[takenBy]) return [];
    if (text.trim() === "" || (input === "choice" && text === initial)) return [];
    return [[name, input === "number" ? Number(text) : text]];
  });
  return Object.fromEntries(entries);
}
