/** Whether this machine can run a model. Loaded with the first large model. */
import type { Verdict } from "../../../models/fits.ts";

export const variantFitsText = {
  verdicts: { fits: "fits", tight: "tight", cannot: "cannot run" } satisfies Record<Verdict, string>,
  none: "This machine cannot run any variant of this model.",
  unknown: "…",
  variant: (size: string, device: string, weights: string) => `${size} on ${device} (${weights}): `,
  /** @param reasons sentences */
  reasons: (reasons: readonly string[]) => `. ${reasons.join(" ")}`,
} as const;
