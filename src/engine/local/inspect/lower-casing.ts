import * as v from "valibot";
import { inspectMessages } from "./messages.ts";
import { type Inspection, lenient, notUsable, readAs } from "./folder.ts";

const tokenizerPath = "tokenizer.json";

const Component = v.object({ type: v.string(), lowercase: lenient(v.boolean()) });
/** A sequence inside a sequence counts as unknown. */
const Normalizer = v.object({ ...Component.entries, normalizers: lenient(v.array(Component)) });
const Tokenizer = v.object({ normalizer: lenient(Normalizer) });

/**
 * sentence-transformers lower-cases texts before the tokenizer if `do_lower_case` says so. That changes nothing for a
 * tokenizer that does it as well; others are refused.
 */
export async function throwUnlessLowerCasing(path: string, { folder }: Inspection): Promise<void> {
  const { normalizer } = await readAs(Tokenizer, folder, tokenizerPath);
  if (!normalizer || !lowerCases(normalizer))
    throw notUsable(folder.id, inspectMessages.unsupportedField(path, "do_lower_case", true));
}

function lowerCases({ type, lowercase, normalizers = [] }: v.InferOutput<typeof Normalizer>): boolean {
  if (type === "Lowercase" || (type === "BertNormalizer" && lowercase !== false)) return true;
  return (
    type === "Sequence" && normalizers.some((component) => lowerCases({ ...component, normalizers: [] }))
  );
}
