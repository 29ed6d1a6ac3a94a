import { needsOf } from "../../../../models/fits.ts";
import type { ModelEntry } from "../../../../models/model.ts";
import { FormFits } from "./FormFits.tsx";

/** Whether this machine can run a model that is published. */
export default function ModelFits({ model }: { model: ModelEntry }) {
  return <FormFits forms={model.forms.map((form) => ({ ...form, needs: needsOf(model, form) }))} />;
}
