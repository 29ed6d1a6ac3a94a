/** A request's settings as a form holds them. Pure. */
import {
  type PropertyName,
  type Setting,
  type SettingName,
  type SettingValue,
  type SettingsTable,
  propertyName,
  settingFromText,
  settingNames,
  settingToText,
  settings,
} from "../../contract/settings.ts";

/** The settings as a form holds them: numbers and texts as typed, wrong ones included. */
export type TypedSettings = {
  [Name in SettingName as PropertyName<Name>]: SettingsTable[Name]["input"] extends "choice"
    ? Extract<SettingValue<Name>, string>
    : string;
};

export const initialSettings = formSettings((name) => settings[name].initial);

/** The settings of a request as a form holds them: blank, or the default choice, where the request has none. */
export function typedSettings(request: {
  readonly [Name in SettingName]?: string | number | object | null | undefined;
}): TypedSettings {
  return formSettings((name) => {
    const { input, initial } = settings[name];
    return settingToText(request[name] ?? (input === "choice" ? initial : ""));
  });
}

function formSettings(typed: (name: SettingName) => string): TypedSettings {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys are made from the names
  return Object.fromEntries(settingNames.map((name) => [propertyName(name), typed(name)])) as TypedSettings;
}

/**
 * The settings of a request. Absent are those that are blank, those that stand at their default choice, and those that
 * the model does not take.
 */
export function requestSettings(
  typed: TypedSettings,
  takes: Record<NonNullable<Setting["takenBy"]>, boolean>,
): Partial<{ [Name in SettingName]: SettingValue<Name> }> {
  const entries = settingNames.flatMap((name) => {
    const { input, initial, takenBy } = settings[name];
    const text: string = typed[propertyName(name)];
    const value = settingFromText(name, text);
    if (value === undefined || (input === "choice" && value === initial)) return [];
    return takenBy !== undefined && !takes[takenBy] ? [] : [[name, value]];
  });
  return Object.fromEntries(entries);
}
