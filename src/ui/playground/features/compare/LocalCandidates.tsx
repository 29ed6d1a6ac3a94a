import { Plus, X } from "lucide-react";
import { catalogue, defaultModel } from "../../../../models/catalogue.ts";
import { type Dtype, type ModelEntry, downloadBytes } from "../../../../models/model.ts";
import type { Settings } from "../../../draft/shared-draft.ts";
import type { LocalCandidate } from "../../stores/comparison/candidates.ts";
import { useComparison, usePlayground } from "../../stores/store-context.ts";
import { formatBytes } from "../../../text/format.ts";
import { candidateText } from "../../text/candidates.ts";
import { SelectField } from "../../ui/SelectField.tsx";
import { dtypeLabels } from "../model/dtype-labels.ts";
import { devices } from "../settings/devices.ts";

const maxLocalCandidates = 3;

/** Further models in this tab, or the same one on another device or with other weights. */
export function LocalCandidates() {
  const localCandidates = useComparison((state) => state.localCandidates);
  const addLocalCandidate = useComparison((state) => state.addLocalCandidate);
  const settings = usePlayground((state) => state.draft.settings);
  const findModel = usePlayground((state) => state.findModel);
  return (
    <div className="flex flex-col gap-3">
      {localCandidates.map((localCandidate, position) => (
        <LocalCandidateForm key={localCandidate.id} localCandidate={localCandidate} number={position + 1} />
      ))}
      {localCandidates.length < maxLocalCandidates && (
        <button
          type="button"
          className="button self-start"
          id={addId}
          onClick={() => {
            addLocalCandidate(proposed(settings, findModel(settings.modelId)));
            requestAnimationFrame(() => {
              const added = document.querySelectorAll<HTMLElement>("[data-local-candidate] select");
              added[added.length - 3]?.focus();
            });
          }}
        >
          <Plus aria-hidden size={14} />
          {candidateText.add}
        </button>
      )}
    </div>
  );
}

const addId = "add-local-candidate";

/** Proposes what the page does not run already: the default model, which needs no download, or its other weights. */
function proposed(
  { modelId, device, dtype }: Settings,
  model: ModelEntry | undefined,
): Omit<LocalCandidate, "id"> {
  if (model?.source.kind !== "embedded") return { modelId: defaultModel.id, device, dtype: "auto" };
  const other = model.variants.findLast(
    (variant) => variant.devices.includes("wasm") && variant.dtype !== dtype,
  );
  return { modelId, device, dtype: other?.dtype ?? "auto" };
}

function LocalCandidateForm({ localCandidate, number }: { localCandidate: LocalCandidate; number: number }) {
  const { id, modelId, device, dtype } = localCandidate;
  const changeLocalCandidate = useComparison((state) => state.changeLocalCandidate);
  const removeLocalCandidate = useComparison((state) => state.removeLocalCandidate);
  const customModels = usePlayground((state) => state.customModels);
  const models = [...customModels, ...catalogue];
  const model = models.find((candidate) => candidate.id === modelId);
  const variants =
    model?.variants.map((variant) => ({ value: variant.dtype, label: dtypeLabels[variant.dtype] })) ?? [];
  return (
    <fieldset data-local-candidate className="flex flex-col gap-2 rounded-md border border-line p-3">
      <legend className="label px-1">{candidateText.group(number)}</legend>
      <div className="grid grid-cols-2 items-end gap-x-4 gap-y-3 sm:grid-cols-[2fr_1fr_1fr_auto]">
        <div className="max-sm:col-span-2">
          <SelectField
            label={candidateText.model(number)}
            value={modelId}
            options={models.map((entry) => ({ value: entry.id, label: entry.title }))}
            onChange={(chosen) => changeLocalCandidate(id, { modelId: chosen, dtype: "auto" })}
          />
        </div>
        <SelectField
          label={candidateText.device(number)}
          value={device}
          options={devices}
          onChange={(chosen) => changeLocalCandidate(id, { device: chosen })}
        />
        <SelectField<Dtype | "auto">
          label={candidateText.weights(number)}
          value={dtype}
          options={[{ value: "auto", label: candidateText.anyWeights }, ...variants]}
          onChange={(chosen) => changeLocalCandidate(id, { dtype: chosen })}
        />
        <button
          type="button"
          className="button-quiet"
          aria-label={candidateText.remove(number)}
          onClick={() => {
            removeLocalCandidate(id);
            requestAnimationFrame(() => document.getElementById(addId)?.focus());
          }}
        >
          <X aria-hidden size={16} />
        </button>
      </div>
      {model && <p className="text-xs text-muted">{downloadTerms(model, dtype)}</p>}
    </fieldset>
  );
}

/** The download that the next Rerank makes, and the licence. */
function downloadTerms(model: ModelEntry, dtype: Dtype | "auto"): string {
  const { licence } = model;
  const terms = [
    licence.name,
    ...(licence.commercialUse === "not-allowed" ? [candidateText.noCommercialUse] : []),
  ].join(", ");
  if (model.source.kind === "embedded") return candidateText.embedded(terms);
  const sizes = model.variants
    .filter((variant) => dtype === "auto" || variant.dtype === dtype)
    .map((variant) => downloadBytes(model, variant));
  const [min, max] = [Math.min(...sizes), Math.max(...sizes)];
  const size = min === max ? formatBytes(min) : candidateText.sizeRange(formatBytes(min), formatBytes(max));
  return candidateText.download(size, terms);
}
