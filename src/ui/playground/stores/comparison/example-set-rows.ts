/** Ranks every example on the page's own model and on each candidate. */
import { RerankError, type RerankErrorCode } from "../../../../contract/errors.ts";
import type { Settings } from "../../../draft/shared-draft.ts";
import type { Example } from "../../../examples/examples.ts";
import { candidateText } from "../../text/candidates.ts";
import { type Draft, exampleDraft } from "../draft.ts";
import type { Ranking } from "../ranking.ts";

/** One example and one candidate. */
export interface ExampleSetRow {
  example: string;
  /** The candidate's id. */
  candidate: string;
  /** The candidate's name at that time. */
  name: string;
  local: Ranking;
  other: { ok: true; ranking: Ranking } | { ok: false; message: string };
}

export interface ExampleSet {
  status: "idle" | "running" | "done" | "cancelled" | "failed";
  /** Examples. */
  done: number;
  total: number;
  rows: readonly ExampleSetRow[];
  /** Why it failed, or what it waits for. */
  message?: string | undefined;
}

/** Errors that the next example would meet as well: the candidate is not asked again. */
const lastingErrors: ReadonlySet<RerankErrorCode> = new Set([
  "unauthorized",
  "forbidden",
  "unreachable",
  "rate_limited",
  "model_not_found",
  "download_failed",
  "integrity_failed",
  "load_failed",
  "self_test_failed",
  "out_of_memory",
]);

interface ExampleSetOptions {
  examples: readonly (() => Promise<Example>)[];
  settings: Settings;
  candidates: readonly { id: string; name: string }[];
  rankOnPage: (draft: Draft) => Promise<Ranking>;
  rank: (id: string, draft: Draft) => Promise<Ranking>;
  signal: AbortSignal;
}

/**
 * Yields the rows of one example at a time, one row for each candidate. The candidates run side by side; an error of
 * one is in its row.
 * @throws {RerankError} if the page's own model fails
 * @throws {DOMException} `AbortError`
 */
export async function* exampleSetRows({
  examples,
  settings,
  candidates,
  rankOnPage,
  rank,
  signal,
}: ExampleSetOptions): AsyncGenerator<ExampleSetRow[]> {
  const lasting = new Map<string, string>();
  for (const load of examples) {
    const example = await load();
    const local = await rankOnPage(exampleDraft(example, settings));
    yield await Promise.all(
      candidates.map(async ({ id, name }): Promise<ExampleSetRow> => {
        const row = { example: example.title, candidate: id, name, local };
        const reason = lasting.get(id);
        if (reason !== undefined)
          return { ...row, other: { ok: false, message: candidateText.skipped(reason) } };
        try {
          return { ...row, other: { ok: true, ranking: await rank(id, local.draft) } };
        } catch (cause) {
          signal.throwIfAborted();
          const { message, code } = RerankError.from(cause);
          if (lastingErrors.has(code)) lasting.set(id, message);
          return { ...row, other: { ok: false, message } };
        }
      }),
    );
    signal.throwIfAborted();
  }
}
