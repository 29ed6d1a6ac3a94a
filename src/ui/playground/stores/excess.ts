import { fieldError } from "../../../contract/errors.ts";
import { limitErrors } from "../../../contract/limits.ts";
import { describeError } from "../../text/describe-error.ts";
import type { Rows } from "./rows.ts";

/** What exceeds the limits of the page, as a sentence; `undefined` if nothing does. */
export function describeExcess(query: string | undefined, rows: Rows = []): string | undefined {
  const errors = limitErrors(
    query,
    rows.map(({ document }) => document),
  );
  return errors.length > 0 ? describeError(fieldError("invalid_request", errors)) : undefined;
}
