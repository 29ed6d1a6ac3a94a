import { useSelectedModel } from "../../stores/selected-model.ts";
import { acceptedInputs } from "../../stores/draft.ts";
import { imagesText } from "../../text/images.ts";

/** Warns that the model cannot read images, before a run fails for that reason. */
export function TextOnlyNote() {
  const model = useSelectedModel();
  if (!model || acceptedInputs(model).images) return undefined;
  return <p className="text-xs text-warn">{imagesText.textOnly(model.title)}</p>;
}
