import { variantNeeds } from "../../../../models/fits.ts";
import type { ModelEntry } from "../../../../models/model.ts";
import { VariantFits } from "./VariantFits.tsx";

/** Whether this machine can run a published model. */
export default function ModelFits({ model }: { model: ModelEntry }) {
  return (
    <VariantFits
      variants={model.variants.map((variant) => ({ ...variant, needs: variantNeeds(model, variant) }))}
    />
  );
}
