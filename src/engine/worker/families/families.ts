import type { FamilyName } from "../../../models/model.ts";
import type { Family, FamilyContext } from "./family.ts";

interface FamilyModule {
  create(context: FamilyContext): Family;
}

/** The module of each family, loaded when a model needs it. A missing family is a compile error. */
const modules = {
  "cross-encoder": () => import("./cross-encoder.ts"),
  "bi-encoder": () => import("./bi-encoder.ts"),
  "late-interaction": () => import("./late-interaction.ts"),
  listwise: () => import("./listwise.ts"),
  "yes-no": () => import("./yes-no.ts"),
  multimodal: () => import("./multimodal.ts"),
} satisfies { [Name in FamilyName]: () => Promise<{ create(context: FamilyContext<Name>): Family }> };

/** The context's recipe selects the module that reads it; TypeScript cannot follow that through a lookup. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
export const families = modules as Record<FamilyName, () => Promise<FamilyModule>>;
