import { Suspense, useId, useState } from "react";
import { catalogue } from "../../../../models/catalogue.ts";
import { exportable } from "../../../../models/exportable.ts";
import type { ModelEntry } from "../../../../models/model.ts";
import { localFolderName } from "../../stores/missing-model.ts";
import { useSelectedModel } from "../../stores/selected-model.ts";
import { usePlayground } from "../../stores/store-context.ts";
import { modelText } from "../../text/model.ts";
import type { ModelFilter } from "./choose-models.ts";
import { LanguageNote } from "./LanguageNote.tsx";
import { ModelCard } from "./ModelCard.tsx";
import { useGivenModel } from "./use-given-model.ts";
import { lazyPart } from "../../parts/lazy-part.tsx";

const CustomModel = lazyPart(() => import("./CustomModel.tsx"));
const InstalledModels = lazyPart(() => import("./InstalledModels.tsx"));
const FolderCard = lazyPart(() => import("./FolderCard.tsx"));
const ExportCard = lazyPart(() => import("./ExportCard.tsx"));
const ModelDialog = lazyPart(() => import("./ModelDialog.tsx"));

const custom = "custom";
const folder = "folder";
/** Prefix of the ids of models that must be exported first. */
const toExport = "export:";

export function ModelPicker() {
  const id = useId();
  const model = useSelectedModel();
  const modelId = usePlayground((state) => state.draft.settings.modelId);
  const customModels = usePlayground((state) => state.customModels);
  const setSettings = usePlayground((state) => state.setSettings);
  /** The chosen option while it is not a model yet: one to look up, to choose from a folder, or to export. */
  const [other, setOther] = useState<string>();
  const [browsed, setBrowsed] = useState<Partial<ModelFilter>>();
  const choose = (chosen: string): void => {
    const isModel = chosen !== custom && chosen !== folder && !chosen.startsWith(toExport);
    setOther(isModel ? undefined : chosen);
    // Weights differ between models: the previous choice may not exist here.
    if (isModel) setSettings({ modelId: chosen, dtype: "auto" });
  };
  const given = useGivenModel((found) => setOther(found ? undefined : (other ?? folder)));
  const gone = model ? undefined : localFolderName(modelId);
  const shown = other ?? model?.id ?? (gone === undefined ? custom : folder);
  const exported = exportable.find((entry) => shown === toExport + entry.id);
  return (
    <div
      className={`flex flex-col gap-2 ${given.held ? "rounded-md outline-2 outline-offset-4 outline-accent" : ""}`}
      {...given.target}
    >
      <div className="field">
        <div className="flex items-center justify-between">
          <label className="label" htmlFor={id}>
            {modelText.label}
          </label>
          <button
            type="button"
            className="button-quiet -my-1.5 h-7 text-xs text-accent"
            onClick={() => setBrowsed({})}
          >
            {modelText.browse}
          </button>
        </div>
        <select
          id={id}
          className="control w-full"
          value={shown}
          onChange={(event) => choose(event.currentTarget.value)}
        >
          <optgroup label={modelText.groups.embedded}>{catalogued("embedded")}</optgroup>
          <optgroup label={modelText.groups.hub}>{catalogued("hub")}</optgroup>
          <optgroup label={modelText.groups.toExport}>
            {exportable.map((entry) => (
              <option key={entry.id} value={toExport + entry.id}>
                {optionTitle(entry)}
              </option>
            ))}
          </optgroup>
          <optgroup label={modelText.groups.own}>
            {customModels.map((entry) => (
              <option key={entry.id} value={entry.id}>
                {entry.id}
              </option>
            ))}
            <option value={custom}>{modelText.lookUp}</option>
            <option value={folder}>{modelText.folder}</option>
          </optgroup>
        </select>
      </div>
      <Suspense>
        {exported ? (
          <ExportCard model={exported} given={given} />
        ) : shown === folder ? (
          <FolderCard modelId={model ? "" : modelId} given={given} />
        ) : shown === custom || !model ? (
          <CustomModel
            initial={model || gone !== undefined ? "" : modelId}
            onFound={() => setOther(undefined)}
          />
        ) : (
          <>
            <LanguageNote model={model} onBrowse={() => setBrowsed({ languages: "many" })} />
            <ModelCard model={model} />
          </>
        )}
      </Suspense>
      {other !== undefined && model && (
        <p className="text-xs text-muted">{modelText.stillUsing(model.title)}</p>
      )}
      <Suspense>
        <InstalledModels />
        {browsed && (
          <ModelDialog
            initial={browsed}
            chosenId={modelId}
            toExport={exportable.map((entry) => ({ value: toExport + entry.id, label: optionTitle(entry) }))}
            others={[
              { value: custom, label: modelText.lookUp },
              { value: folder, label: modelText.folder },
            ]}
            onChoose={choose}
            onClose={() => {
              setBrowsed(undefined);
              // What opened the dialog may be gone: the note about languages goes with its model.
              requestAnimationFrame(() => {
                if (document.activeElement === document.body) document.getElementById(id)?.focus();
              });
            }}
          />
        )}
      </Suspense>
    </div>
  );
}

function catalogued(kind: ModelEntry["source"]["kind"]) {
  return catalogue
    .filter(({ source }) => source.kind === kind)
    .map((entry) => (
      <option key={entry.id} value={entry.id}>
        {optionTitle(entry)}
      </option>
    ));
}

function optionTitle({ title, licence }: Pick<ModelEntry, "title" | "licence">): string {
  return licence.commercialUse === "not-allowed" ? modelText.nonCommercial(title) : title;
}
