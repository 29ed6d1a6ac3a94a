import type { FieldError } from "../../../contract/errors.ts";
import { propertyName, settingNames } from "../../../contract/settings.ts";
import type { Draft } from "./draft.ts";
import type { PlaygroundState } from "./playground-store.ts";
import { usePlayground } from "./store-context.ts";

/** What is wrong with one field of the last request, to be said beside it until the field is changed. */
export function useFieldError(field: string): string | undefined {
  return usePlayground((state) => currentFieldError(state, field));
}

export function currentFieldError({ run, draft }: PlaygroundState, field: string): string | undefined {
  if (run.status !== "failed" || fieldInput(run.draft, field) !== fieldInput(draft, field)) return undefined;
  return messageFor(run.error.errors, field);
}

/** What the person put into the field that an API error names. */
function fieldInput({ query, queryImage, rows, settings }: Draft, field: string): unknown {
  if (field === "query") return queryImage ?? query;
  const setting = settingNames.find((name) => name === field);
  if (setting) return settings[propertyName(setting)];
  const [, index] = /^documents\[(\d+)\]/.exec(field) ?? [];
  return index === undefined ? rows : rows[Number(index)]?.document;
}

function messageFor(errors: readonly FieldError[], field: string): string | undefined {
  return errors.find((error) => error.field === field || error.field.startsWith(`${field}.`))?.message;
}
