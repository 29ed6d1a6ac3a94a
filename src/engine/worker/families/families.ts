import type { FamilyName } from "../../../models/model.ts";
import type { Family, FamilyContext } from "./family.ts";

interface FamilyModule {
  create(context: FamilyContext): Family;
}

/** A family that is missing here is a compile error; each is loaded when a model needs it. */
const modules = {
  "cross-encoder": () => import("./cross-encoder.ts"),
  "bi-encoder": () => import("./bi-encoder.ts"),
  "late-interaction": () => import("./late-interaction.ts"),
  listwise: () => import("./listwise.ts"),
  "yes-no": () => import("./yes-no.ts"),
  multimodal: () => import("./multimodal.ts"),
} satisfies { [Name in FamilyName]: () => Promise<{ create(context: FamilyContext<Name>): Family }> };

/** The recipe in the context names the module that reads it: TypeScript cannot follow that through a lookup. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
export const families = modules as Record<FamilyName, () => Promise<FamilyModule>>;
