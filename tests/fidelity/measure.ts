/** The engine's scores against those of the original implementations: how they are made, and how they are compared. */
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { createReranker } from "../../src/engine/create-reranker.ts";
import type { inspectRepository } from "../../src/engine/local/inspect-repository.ts";
import type { LocalReranker } from "../../src/engine/local/local-reranker.ts";
import type { embeddedModel } from "../../src/models/embedded-model.ts";
import type { Device, Dtype, FamilyName } from "../../src/models/model.ts";
import { type Case, type EntryChanges, type Measurement, casesOf, entryChanges } from "./subjects.ts";

export interface Fidelity {
  family: FamilyName;
  model: string;
  ran: string;
  largestError: number;
  /** Share of document pairs of one request in the reference's order, where it tells them apart by twice the tolerance. */
  orderAgreement: number;
  wrongTokenCounts: number;
  pairs: number;
  tolerance: number;
}

export interface ScoringTask {
  repository: string;
  changes: EntryChanges;
  device: Device;
  dtype: Dtype;
  cases: Case[];
  hubHost: string;
  /** URL of the folder with the embedded models. */
  modelBaseUrl: string;
}

export interface Engine {
  createReranker: (options: Parameters<typeof createReranker>[0] & object) => Promise<LocalReranker>;
  embeddedModel: typeof embeddedModel;
  inspectRepository: typeof inspectRepository;
}

interface Found {
  ran: string;
  /** One for each document of each case, as the family returned it. */
  found: number[][];
  wrongTokenCounts: number;
}

export function taskOf(
  { subject, device, dtype }: Measurement,
  places: Pick<ScoringTask, "hubHost" | "modelBaseUrl">,
): ScoringTask {
  const { repository } = subject;
  return { repository, changes: entryChanges(subject), device, dtype, cases: casesOf(subject), ...places };
}

/** Runs in the page, on its `window.tabrank`: nothing from around it is there. Or in Node, on an engine of there. */
export async function scoreCases(
  { repository, changes, device, dtype, cases, hubHost, modelBaseUrl }: ScoringTask,
  engine: Engine = window.tabrank,
): Promise<Found> {
  const { createReranker, embeddedModel, inspectRepository } = engine;
  // The page's own variants of the embedded model; its other ones are on the Hub.
  const embedded =
    repository === embeddedModel.id && embeddedModel.variants.some((variant) => variant.dtype === dtype);
  const entry = embedded
    ? embeddedModel
    : await inspectRepository(repository, { hubHost, fetch: (...args) => fetch(...args) });
  const variants = entry.variants.map((variant) => ({ ...variant, devices: [device] }));
  const { golden, ...bare } = entry;
  const proven = golden && changes.scoreKind === undefined ? { golden } : {};
  const model = { ...bare, ...proven, ...changes, variants };
  const reranker = await createReranker({ model, device, dtype, hubHost, modelBaseUrl });
  let wrongTokenCounts = 0;
  const found: number[][] = [];
  for (const { query, documents, truncate, instruction, documentTokens, usedTokens } of cases) {
    const scores: number[] = [];
    const request = {
      query: typeof query === "string" ? query : { image: query.image },
      documents,
      ...(truncate && { truncate }),
      ...(instruction !== undefined && { instruction }),
    };
    const counts = new Map<number, boolean>();
    const { results } = await reranker.rerank(request, {
      onProgress: (progress) => {
        if (progress.phase !== "score") return;
        for (const scored of progress.documents) {
          const expected = documentTokens?.[scored.index];
          const used = usedTokens?.[scored.index];
          const right =
            (expected === undefined || expected === scored.documentTokens) &&
            (used === undefined || used === scored.usedTokens);
          counts.set(scored.index, right);
        }
      },
    });
    for (const { index, relevance_score: score } of results)
      scores[index] = model.scoreKind === "probability" ? Math.log(score / (1 - score)) : score;
    wrongTokenCounts += [...counts.values()].filter((right) => !right).length;
    found.push(scores);
  }
  const { status } = reranker;
  reranker.dispose();
  return { ran: `${status?.device} ${status?.dtype}`, found, wrongTokenCounts };
}

export function compare(
  { subject, tolerance }: Measurement,
  { ran, found, wrongTokenCounts }: Found,
): Fidelity {
  const cases = casesOf(subject);
  let largestError = 0;
  let comparable = 0;
  let agreeing = 0;
  cases.forEach(({ scores }, at) => {
    const ours = found[at] ?? [];
    scores.forEach((score, first) => {
      const error = Math.abs((ours[first] ?? NaN) - score);
      largestError = Math.max(largestError, Number.isNaN(error) ? Infinity : error);
      for (let second = 0; second < first; second++) {
        const apart = score - (scores[second] ?? NaN);
        if (!(Math.abs(apart) > 2 * tolerance)) continue;
        comparable += 1;
        if (Math.sign((ours[first] ?? NaN) - (ours[second] ?? NaN)) === Math.sign(apart)) agreeing += 1;
      }
    });
  });
  const pairs = cases.reduce((sum, { documents }) => sum + documents.length, 0);
  const orderAgreement = comparable === 0 ? NaN : agreeing / comparable;
  const { family, reference: model } = subject;
  return { family, model, ran, largestError, orderAgreement, wrongTokenCounts, pairs, tolerance };
}

/** What is wrong with a measurement; nothing if it is as it should be. */
export function faultsOf({ device, dtype, subject, tolerance }: Measurement, fidelity: Fidelity): string[] {
  const { ran, largestError, orderAgreement, wrongTokenCounts, pairs } = fidelity;
  return [
    ran !== `${device} ${dtype}` && `it ran on ${ran}`,
    !(largestError <= tolerance) && `a score is off by ${largestError}, allowed ${tolerance}`,
    orderAgreement !== 1 && `only ${orderAgreement} of the order agrees`,
    wrongTokenCounts !== 0 && `${wrongTokenCounts} documents have another number of tokens`,
    subject.reference.startsWith("tiny-") && pairs < 30 && `only ${pairs} pairs were scored`,
  ].filter((fault) => fault !== false);
}

/** Where `npm run fidelity` finds what the tests measured. */
const folder = fileURLToPath(new URL("../../.cache/fidelity/", import.meta.url));

/** A file for each row of the table. */
export function writeRow({ title }: Measurement, fidelity: Fidelity): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}${title.replaceAll(/[^\w.-]+/g, "-")}.json`, JSON.stringify(fidelity));
}
