import type { FieldError } from "../../contract/errors.ts";
import { usePlayground } from "./store-context.ts";

/** What is wrong with one field of the last request, to be said beside it. */
export function useFieldError(field: string): string | undefined {
  return usePlayground(({ run }) =>
    run.status === "failed" ? messageFor(run.error.errors, field) : undefined,
  );
}

function messageFor(errors: readonly FieldError[], field: string): string | undefined {
  return errors.find((error) => error.field === field || error.field.startsWith(`${field}.`))?.message;
}
