/** Pairs with known scores, which ride along with the runs of a GPU, so that trust in it is renewed with each run. */
import { RerankError } from "../../../contract/errors.ts";
import type { Golden, GoldenPair } from "../../../models/model.ts";
import type { Candidate } from "../device.ts";
import { loadMessages } from "../messages.ts";
import { type TextPair, pairTask } from "../score/pair-task.ts";
import type { WorkerPool } from "../workers/worker-pool.ts";
import type { Loading } from "./load-options.ts";
import { loadGolden } from "./run-self-test.ts";

/** For models without golden pairs. */
const texts: readonly TextPair[] = [
  { query: "What bakes bread?", document: "The oven bakes bread." },
  { query: "What bakes bread?", document: "A river carries sand and small stones past old mills." },
];

/**
 * Two golden pairs whose scores are far apart: no constant can pass for both. A model without golden pairs is measured
 * now, and must go on to give the same scores.
 * @throws {RerankError} `self_test_failed` if a model without golden pairs gives both texts the same score
 */
export async function chooseKnownPairs(
  pool: WorkerPool,
  { device, variant }: Candidate,
  { model, signal }: Loading,
): Promise<Golden> {
  const golden = await loadGolden(model);
  if (golden && golden.pairs.length > 0) return { ...golden, pairs: extremes(golden.pairs) };
  const scores: number[] = [];
  await pool.run(texts.map(pairTask), signal, ({ position, score = NaN }) => {
    scores[position] = score;
  });
  if (scores[0] === scores[1]) {
    const message = loadMessages.sameScores({ device, dtype: variant.dtype });
    throw new RerankError("self_test_failed", message);
  }
  const pairs = texts.map((pair, position) => ({ ...pair, score: scores[position] ?? NaN }));
  return { source: "this device, after loading", uncertainty: 0, pairs };
}

function extremes(pairs: readonly GoldenPair[]): GoldenPair[] {
  const sorted = pairs.toSorted((a, b) => b.score - a.score);
  return [...new Set([sorted.at(0), sorted.at(-1)])].flatMap((pair) => pair ?? []);
}
