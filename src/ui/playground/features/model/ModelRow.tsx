import { useId } from "react";
import type { ModelEntry } from "../../../../models/model.ts";
import { formatBytes, formatDuration } from "../../../text/format.ts";
import { familyTexts } from "../../text/families.ts";
import { modelDialogText } from "../../text/model-dialog.ts";
import type { Offer } from "./choose-models.ts";
import { deviceNames } from "./dtype-labels.ts";

interface ModelRowProps {
  offer: Offer;
  chosen: boolean;
  /** Predicted for the documents of the last answer. */
  ms: number | undefined;
  onChoose: () => void;
}

/** A model in the dialog: all of the row is one button. */
export function ModelRow({ offer, chosen, ms, onChoose }: ModelRowProps) {
  const id = useId();
  const { model, device, bytes, verdict, isDownloaded } = offer;
  const marks = [
    { text: modelDialogText.chosen, shown: chosen, style: "bg-accent-soft text-accent" },
    {
      text: modelDialogText.embedded,
      shown: model.source.kind === "embedded",
      style: "bg-sunken text-muted",
    },
    {
      text: modelDialogText.isDownloaded,
      shown: isDownloaded && model.source.kind === "hub",
      style: "bg-sunken text-muted",
    },
    { text: licenceMark(model), shown: licenceMark(model) !== "", style: "bg-warn-soft text-warn" },
    { text: modelDialogText.cannot, shown: verdict === "cannot", style: "bg-danger-soft text-danger" },
    { text: modelDialogText.tight, shown: verdict === "tight", style: "bg-warn-soft text-warn" },
  ].filter(({ shown }) => shown);
  return (
    <li className="border-b border-line last:border-b-0">
      <button
        type="button"
        aria-labelledby={id}
        aria-describedby={`${id}-marks ${id}-size ${id}-about`}
        aria-current={chosen}
        className="flex w-full flex-col gap-0.5 px-3 py-2 text-left -outline-offset-2 hover:bg-sunken"
        onClick={onChoose}
      >
        <span className="flex w-full flex-wrap items-center gap-x-2 gap-y-1">
          <span id={id} className="font-medium">
            {model.title}
          </span>
          <span id={`${id}-marks`} className="flex flex-wrap gap-2 empty:hidden">
            {marks.map(({ text, style }) => (
              <span key={text} className={`rounded px-1.5 text-xs leading-5 ${style}`}>
                {text}
              </span>
            ))}
          </span>
          <span id={`${id}-size`} className="ml-auto text-xs text-muted tabular-nums">
            {modelDialogText.size(formatBytes(bytes), deviceNames[device])}
          </span>
        </span>
        <span id={`${id}-about`} className="flex flex-col gap-0.5 text-xs text-muted">
          <span className="[overflow-wrap:anywhere]">{model.quality}</span>
          <span>
            {[
              familyTexts[model.recipe.family].name,
              modelDialogText.reads(model.languages, model.maxTokens),
              model.licence.name,
              ...(ms === undefined ? [] : [modelDialogText.time(formatDuration(ms))]),
            ].join(" · ")}
          </span>
        </span>
      </button>
    </li>
  );
}

function licenceMark({ licence: { commercialUse } }: ModelEntry): string {
  if (commercialUse === "not-allowed") return modelDialogText.nonCommercial;
  return commercialUse === "unknown" ? modelDialogText.unknownLicence : "";
}
