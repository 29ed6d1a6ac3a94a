import type { FamilyName } from "../../models/model.ts";
import type { Family, FamilyContext } from "./family.ts";

interface FamilyModule {
  create(context: FamilyContext): Family;
}

/** A family that is missing here is a compile error; each is loaded when a model needs it. */
const modules = {
  "cross-encoder": () => import("./cross-encoder.ts"),
  "bi-encoder": () => import("./bi-encoder.ts"),
} satisfies { [Name in FamilyName]: () => Promise<{ create(context: FamilyContext<Name>): Family }> };

/** The recipe that comes with a context names the module that reads it. */
export const families = modules as Record<FamilyName, () => Promise<FamilyModule>>;
