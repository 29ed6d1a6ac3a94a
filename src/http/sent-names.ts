import { type FieldError, RerankError, fieldError } from "../contract/errors.ts";

/**
 * Runs `work`; errors about fields name them as the client did: `texts[3]`, not `documents[3]`.
 * @param names the client's name for each field of the contract that it calls differently
 */
export async function withSentNames<T>(
  names: ReadonlyMap<string, string>,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof RerankError) || names.size === 0) throw error;
    const errors = error.errors.map((one) => renamed(one, names));
    if (errors.every(({ field }, position) => field === error.errors[position]?.field)) throw error;
    throw fieldError(error.code, errors);
  }
}

function renamed(error: FieldError, names: ReadonlyMap<string, string>): FieldError {
  const [, name = "", rest = ""] = /^(\w+)(.*)$/s.exec(error.field) ?? [];
  const sent = names.get(name);
  return sent === undefined ? error : { ...error, field: sent + rest };
}
