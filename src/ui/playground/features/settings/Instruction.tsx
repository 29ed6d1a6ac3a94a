import { useId } from "react";
import { settings } from "../../../../contract/settings.ts";
import { type ModelEntry, modelInputs } from "../../../../models/model.ts";
import { useFieldError } from "../../stores/field-errors.ts";
import { useSelectedModel } from "../../stores/selected-model.ts";
import { useComparison, usePlayground } from "../../stores/store-context.ts";
import { instructionText } from "../../text/settings.ts";
import { uiText } from "../../text/ui.ts";

/** What relevance means, in words. Shown only if a model that takes an instruction takes part. */
export function Instruction() {
  const id = useId();
  const instruction = usePlayground((state) => state.draft.settings.instruction);
  const setSettings = usePlayground((state) => state.setSettings);
  const error = useFieldError("instruction");
  const own = useSelectedModel();
  const models = useInstructedModels(own);
  const [model] = models;
  if (!model) return undefined;
  const described = error === undefined ? `${id}-hint` : `${id}-error ${id}-hint`;
  return (
    <div className="field col-span-full">
      <label className="label" htmlFor={id}>
        {settings.instruction.label}
      </label>
      <textarea
        id={id}
        dir="auto"
        rows={2}
        className="control grows h-auto max-h-40 min-h-14 w-full resize-y px-3 py-2"
        placeholder={defaultInstruction(model) ?? instructionText.none}
        value={instruction}
        aria-invalid={error !== undefined}
        aria-describedby={described}
        onChange={(event) => setSettings({ instruction: event.currentTarget.value })}
      />
      {error !== undefined && (
        <p id={`${id}-error`} className="error">
          {uiText.fieldError(settings.instruction.label, error)}
        </p>
      )}
      <p id={`${id}-hint`} className="text-xs text-muted">
        <span>{instructionText.hint(own === model ? [] : models.map(({ title }) => title))}</span>
        {defaultInstruction(model) !== undefined && <span>{instructionText.modelDefault}</span>}
      </p>
    </div>
  );
}

/** The models that take an instruction, the page's own first. */
function useInstructedModels(own: ModelEntry | undefined): ModelEntry[] {
  const localCandidates = useComparison((state) => state.localCandidates);
  const findModel = usePlayground((state) => state.findModel);
  const models = [own, ...localCandidates.map(({ modelId }) => findModel(modelId))];
  return models.flatMap((model) => (model && modelInputs(model.recipe).instruction ? [model] : []));
}

/** The instruction that applies while none is typed. */
function defaultInstruction({ recipe }: ModelEntry): string | undefined {
  return "instruction" in recipe ? recipe.instruction : undefined;
}
