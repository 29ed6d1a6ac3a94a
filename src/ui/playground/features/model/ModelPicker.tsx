import { Suspense, lazy, useId, useState } from "react";
import { catalogue } from "../../../../models/catalogue.ts";
import { exportable } from "../../../../models/exportable.ts";
import type { ModelEntry } from "../../../../models/model.ts";
import { nameOfFiles } from "../../stores/missing-model.ts";
import { useSelectedModel } from "../../stores/selected-model.ts";
import { usePlayground } from "../../stores/store-context.ts";
import { InstalledModels } from "./InstalledModels.tsx";
import { ModelCard } from "./ModelCard.tsx";
import { useGivenModel } from "./use-given-model.ts";

const CustomModel = lazy(() => import("./CustomModel.tsx"));
const FolderCard = lazy(() => import("./FolderCard.tsx"));
const ExportCard = lazy(() => import("./ExportCard.tsx"));

const custom = "custom";
const folder = "folder";
/** Before the id of a model that must be exported first. */
const toExport = "export:";

export function ModelPicker() {
  const id = useId();
  const model = useSelectedModel();
  const modelId = usePlayground((state) => state.draft.settings.modelId);
  const customModels = usePlayground((state) => state.customModels);
  const setSettings = usePlayground((state) => state.setSettings);
  /** What the list shows while it is no model yet: one to be looked up, given or exported. */
  const [other, setOther] = useState<string>();
  const given = useGivenModel((found) => setOther(found ? undefined : (other ?? folder)));
  const gone = model ? undefined : nameOfFiles(modelId);
  const shown = other ?? model?.id ?? (gone === undefined ? custom : folder);
  const exported = exportable.find((entry) => shown === toExport + entry.id);
  return (
    <div
      className={`flex flex-col gap-2 ${given.held ? "rounded-md outline-2 outline-offset-4 outline-accent" : ""}`}
      {...given.target}
    >
      <div className="field">
        <label className="label" htmlFor={id}>
          Model
        </label>
        <select
          id={id}
          className="control w-full"
          value={shown}
          onChange={(event) => {
            const chosen = event.currentTarget.value;
            const isModel = chosen !== custom && chosen !== folder && !chosen.startsWith(toExport);
            setOther(isModel ? undefined : chosen);
            // Weights are named per model: a choice made for another one may not exist here.
            if (isModel) setSettings({ modelId: chosen, dtype: "auto" });
          }}
        >
          <optgroup label="Comes with this page">{catalogued("embedded")}</optgroup>
          <optgroup label="From the Hub, downloaded when you run it">{catalogued("hub")}</optgroup>
          <optgroup label="To be exported first">
            {exportable.map((entry) => (
              <option key={entry.id} value={toExport + entry.id}>
                {titleOf(entry)}
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
            <option value={folder}>A folder of this computer…</option>
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
          <ModelCard model={model} />
        )}
      </Suspense>
      {other !== undefined && model && (
        <p className="text-xs text-muted">Until then, Rerank uses {model.title}.</p>
      )}
      <InstalledModels />
    </div>
  );
}

function catalogued(kind: ModelEntry["source"]["kind"]) {
  return catalogue
    .filter(({ source }) => source.kind === kind)
    .map((entry) => (
      <option key={entry.id} value={entry.id}>
        {titleOf(entry)}
      </option>
    ));
}

function titleOf({ title, licence }: Pick<ModelEntry, "title" | "licence">): string {
  return licence.commercialUse === "not-allowed" ? `${title} (non-commercial)` : title;
}
