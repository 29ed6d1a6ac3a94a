import { useEffect, useId, useMemo, useRef, useState } from "react";
import { listInstalledModels } from "../../../../engine/local/installed-models.ts";
import { catalogue } from "../../../../models/catalogue.ts";
import type { Machine } from "../../../../models/fits.ts";
import type { FamilyName } from "../../../../models/model.ts";
import { usePlayground } from "../../stores/store-context.ts";
import { familyTexts } from "../../text/families.ts";
import { modelDialogText } from "../../text/model-dialog.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { SelectField } from "../../ui/SelectField.tsx";
import { type ModelFilter, noFilter, offerModel, suits } from "./choose-models.ts";
import { ModelRow } from "./ModelRow.tsx";
import { machineOnce } from "./machine-once.ts";
import { type MeasuredRun, measuredRun, predictMs } from "./predict.ts";

interface ModelDialogProps {
  chosenId: string;
  /** What is filtered from the start. */
  initial: Partial<ModelFilter>;
  /** Ways to a model that is not listed. */
  others: readonly Way[];
  /** Models that must be exported first. */
  toExport: readonly Way[];
  onChoose: (value: string) => void;
  onClose: () => void;
}

/** A value of the select field, and its label. */
interface Way {
  value: string;
  label: string;
}

/** All models with what tells them apart: quality, size here, languages, licence, and the time they should take. */
export default function ModelDialog({
  chosenId,
  initial,
  others,
  toExport,
  onChoose,
  onClose,
}: ModelDialogProps) {
  const id = useId();
  const search = useRef<HTMLInputElement>(null);
  const customModels = usePlayground((state) => state.customModels);
  const [filter, setFilter] = useState<ModelFilter>({ ...noFilter, ...initial });
  const { machine, downloaded } = useThisMachine();
  const run = useMeasuredRun();
  const models = useMemo(() => [...catalogue, ...customModels], [customModels]);
  const offers = models.map((model) => offerModel(model, machine, downloaded));
  const shown = offers.filter((offer) => suits(offer, filter));
  const change = (changed: Partial<ModelFilter>): void => setFilter({ ...filter, ...changed });
  const choose = (value: string): void => {
    onChoose(value);
    onClose();
  };
  const kinds = [...new Set(models.map(({ recipe }) => recipe.family))];
  useEffect(() => {
    // By itself the dialog focuses its first button.
    search.current?.focus();
  }, []);

  return (
    <Dialog title={modelDialogText.title} wide onClose={onClose}>
      <div className="grid grid-cols-2 items-end gap-x-4 gap-y-3 sm:grid-cols-4">
        <div className="field col-span-2">
          <label className="label" htmlFor={id}>
            {modelDialogText.search}
          </label>
          <input
            ref={search}
            id={id}
            type="search"
            className="control"
            value={filter.search}
            onChange={(event) => change({ search: event.currentTarget.value })}
          />
        </div>
        <SelectField
          label={modelDialogText.languages}
          value={filter.languages}
          options={[
            { value: "any", label: modelDialogText.anyLanguages },
            { value: "many", label: modelDialogText.manyLanguages },
          ]}
          onChange={(languages) => change({ languages })}
        />
        <SelectField<FamilyName | "any">
          label={modelDialogText.kind}
          value={filter.kind}
          options={[
            { value: "any", label: modelDialogText.anyKind },
            ...kinds.map((kind) => ({ value: kind, label: familyTexts[kind].name })),
          ]}
          onChange={(kind) => change({ kind })}
        />
        <div className="col-span-full flex flex-wrap gap-x-5 gap-y-2">
          {(["commercial", "fitting", "downloaded"] as const).map((name) => (
            <label key={name} className="flex items-center gap-2 text-xs">
              <input
                type="checkbox"
                className="size-4 accent-accent"
                checked={filter[name]}
                onChange={(event) => change({ [name]: event.currentTarget.checked })}
              />
              {modelDialogText[name]}
            </label>
          ))}
          <output className="ml-auto text-xs text-muted tabular-nums">
            {modelDialogText.found(shown.length, offers.length)}
          </output>
        </div>
      </div>
      <ul
        aria-label={modelDialogText.list}
        className="my-3 h-[min(26rem,50dvh)] overflow-y-auto rounded-md border border-line"
      >
        {shown.map((offer) => (
          <ModelRow
            key={offer.model.id}
            offer={offer}
            chosen={offer.model.id === chosenId}
            ms={run && predictMs(offer.model, run)}
            onChoose={() => choose(offer.model.id)}
          />
        ))}
        {shown.length === 0 && (
          <li className="flex flex-wrap items-center gap-3 p-4 text-muted">
            <span>{modelDialogText.none}</span>
            <button
              type="button"
              className="button"
              onClick={() => {
                setFilter(noFilter);
                // This button goes with the message.
                search.current?.focus();
              }}
            >
              {modelDialogText.clear}
            </button>
          </li>
        )}
      </ul>
      <Ways title={modelDialogText.others} ways={others} onChoose={choose} />
      <Ways title={modelDialogText.toExport} ways={toExport} onChoose={choose} />
    </Dialog>
  );
}

function Ways({
  title,
  ways,
  onChoose,
}: {
  title: string;
  ways: readonly Way[];
  onChoose: (value: string) => void;
}) {
  return (
    <p className="flex flex-wrap items-center gap-x-4 gap-y-1 py-1 text-xs">
      <span className="text-muted">{title}</span>
      {ways.map(({ value, label }) => (
        <button
          key={value}
          type="button"
          className="min-h-6 text-accent underline underline-offset-2"
          onClick={() => onChoose(value)}
        >
          {label}
        </button>
      ))}
    </p>
  );
}

/** What this machine can run, and which models its browser has. */
function useThisMachine() {
  const [machine, setMachine] = useState<Machine>();
  const [downloaded, setDownloaded] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    let stale = false;
    void machineOnce().then((found) => stale || setMachine(found));
    void listInstalledModels().then((found) => stale || setDownloaded(new Set(found.map(({ id }) => id))));
    return () => {
      stale = true;
    };
  }, []);
  return { machine, downloaded };
}

/** The last answer of the page, from which the times of other models are predicted. */
function useMeasuredRun(): MeasuredRun | undefined {
  const answer = usePlayground((state) => state.answer);
  const findModel = usePlayground((state) => state.findModel);
  const model = answer && findModel(answer.draft.settings.modelId);
  return model && measuredRun(answer, model);
}
