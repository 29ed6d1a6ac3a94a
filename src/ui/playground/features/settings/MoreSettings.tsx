import { Suspense } from "react";
import { type SettingName, propertyName, settingNames, settings } from "../../../../contract/settings.ts";
import { usePlayground } from "../../stores/store-context.ts";
import { choiceLabels, settingsText } from "../../text/settings.ts";
import { lazyPart } from "../../parts/lazy-part.tsx";
import { RequestSetting } from "./RequestSetting.tsx";

const DepthHint = lazyPart(() => import("./DepthHint.tsx"));

/** Texts have fields of their own, and the number of returned documents stays in sight. */
const names = settingNames.filter((name) => name !== "top_n" && settings[name].input !== "text");

/** Settings that most runs do not need: folded, with a summary of those that have been changed. */
export function MoreSettings() {
  const values = usePlayground((state) => state.draft.settings);
  const whileTyping = usePlayground((state) => state.preferences.rerankWhileTyping);
  const setPreferences = usePlayground((state) => state.setPreferences);
  const changed = names.filter((name) => values[propertyName(name)] !== settings[name].initial);
  const summary = [
    ...changed.map((name) =>
      settingsText.value(settings[name].label, valueLabel(name, values[propertyName(name)])),
    ),
    ...(whileTyping ? [settingsText.whileTyping] : []),
  ];
  return (
    <details className="col-span-full">
      <summary className="label">
        <span>{settingsText.more}</span>
        {summary.length > 0 && <span className="font-normal">{` · ${summary.join(" · ")}`}</span>}
      </summary>
      <div className="grid grid-cols-2 items-end gap-x-4 gap-y-3 pt-3 sm:grid-cols-3 xl:grid-cols-2">
        {names.map((name) => (
          <RequestSetting key={name} name={name} />
        ))}
        {values.budgetMs !== "" && (
          <Suspense>
            <DepthHint />
          </Suspense>
        )}
        <label className="col-span-full flex items-center gap-2 text-xs">
          <input
            type="checkbox"
            className="size-4 accent-accent"
            checked={whileTyping}
            onChange={(event) => setPreferences({ rerankWhileTyping: event.currentTarget.checked })}
          />
          {settingsText.whileTyping}
        </label>
      </div>
    </details>
  );
}

const valueLabel = (name: SettingName, value: string): string => choiceLabels[name]?.[value] ?? value;
