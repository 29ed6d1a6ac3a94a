/** Every example of the set, here and on each candidate. */
import { RerankError, type RerankErrorCode } from "../../../contract/errors.ts";
import type { Example } from "../../examples/examples.ts";
import type { Settings } from "../../draft/shared-draft.ts";
import { type Draft, draftOf } from "./draft.ts";
import type { Ranking } from "./ranking.ts";

/** One example on one candidate. */
export interface ExampleSetRow {
  example: string;
  candidate: string;
  /** What the candidate was then. */
  name: string;
  local: Ranking;
  other: { ok: true; ranking: Ranking } | { ok: false; message: string };
}

export interface ExampleSet {
  status: "idle" | "running" | "done" | "cancelled" | "failed";
  /** Of the examples. */
  done: number;
  total: number;
  rows: readonly ExampleSetRow[];
  /** Why it ended early, or what it waits for. */
  message?: string | undefined;
}

/** What the next example would meet as well: that candidate is not asked again. */
const lasting: ReadonlySet<RerankErrorCode> = new Set([
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

interface ExampleSetRun {
  examples: readonly (() => Promise<Example>)[];
  settings: Settings;
  candidates: readonly { id: string; name: string }[];
  rankHere: (draft: Draft) => Promise<Ranking>;
  rankOn: (candidate: string, draft: Draft) => Promise<Ranking>;
  signal: AbortSignal;
}

/**
 * The rows of one example after the other. What fails on a candidate is in its row; the candidates do not wait for each other
 * within an example.
 * @throws what the page's own model fails with, and `AbortError`
 */
export async function* exampleSetRows({
  examples,
  settings,
  candidates,
  rankHere,
  rankOn,
  signal,
}: ExampleSetRun): AsyncGenerator<ExampleSetRow[]> {
  const givenUp = new Map<string, string>();
  for (const load of examples) {
    const example = await load();
    const local = await rankHere(draftOf(example, settings));
    yield await Promise.all(
      candidates.map(async ({ id: candidate, name }): Promise<ExampleSetRow> => {
        const row = { example: example.title, candidate, name, local };
        const refusal = givenUp.get(candidate);
        if (refusal !== undefined) return { ...row, other: { ok: false, message: `not asked: ${refusal}` } };
        try {
          return { ...row, other: { ok: true, ranking: await rankOn(candidate, local.draft) } };
        } catch (cause) {
          signal.throwIfAborted();
          const { message, code } = RerankError.from(cause);
          if (lasting.has(code)) givenUp.set(candidate, message);
          return { ...row, other: { ok: false, message } };
        }
      }),
    );
    signal.throwIfAborted();
  }
}
