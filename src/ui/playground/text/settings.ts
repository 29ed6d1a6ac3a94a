/** Sentences and labels of the instruction. */
const listed = new Intl.ListFormat("en");

export const instructionText = {
  label: "Instruction",
  none: "none",
  /** @param models that the instruction is for, where the selected model takes none */
  hint: (models: readonly string[]) =>
    `What counts as relevant, in your own words${models.length > 0 ? `, for ${listed.format(models)}` : ""}.`,
  modelDefault: " If empty, the model’s own instruction applies, as shown.",
} as const;
