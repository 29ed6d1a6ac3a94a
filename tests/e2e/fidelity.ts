/** The scores in the browser against those of the original implementations: what is compared, and how. */
import { type Page, expect } from "@playwright/test";
import type { Device, Dtype, FamilyName, ModelEntry, Recipe, ScoreKind } from "../../src/models/model.ts";
import { hubHost, readFixture, test } from "./engine-page.ts";

type Input = string | { image: string };

/** One request with the scores that the original gives, as a family returns them: logits, cosines, sums. */
interface Case {
  query: Input;
  documents: Input[];
  scores: number[];
  truncate?: "start" | "end";
  instruction?: string;
  documentTokens?: number[];
  usedTokens?: number[];
}

/** Written by `tools/`: requests, or pairs that are put together to requests here. */
interface Reference {
  cases?: (Omit<Case, "scores"> & { scores: number[] | Record<string, number[]> })[];
  pairs?: {
    query: Input;
    document: Input;
    logit: number;
    truncate?: "start" | "end";
    instruction?: string;
    documentTokens?: number;
    usedTokens?: number;
  }[];
}

/** A model, how it is run, and how far its scores may be from the reference. */
interface Subject {
  family: FamilyName;
  /** File in `tests/fixtures/reference`. */
  reference: string;
  /** On the hub of the tests. */
  repository: string;
  /** Where the repository says nothing, or another thing is meant. */
  recipe?: Recipe;
  maxTokens?: number;
  /** Of another recipe: the golden scores of the model's own mean nothing then. */
  scoreKind?: ScoreKind;
  /** Where the reference has scores of several recipes. */
  scores?: string;
  /** Only the first requests, up to so many pairs: for a device that is emulated. */
  pairs?: number;
  tolerances: Partial<Record<Dtype, number>>;
}

export interface Fidelity {
  family: FamilyName;
  model: string;
  ran: string;
  largestError: number;
  /** Share of document pairs of one request in the reference's order, where it tells them apart by twice the tolerance. */
  orderAgreement: number;
  wrongTokenCounts: number;
  pairs: number;
}

const fp32 = { wasm: 1e-4, webgpu: 1e-3 };

function tiny(family: FamilyName, name: string, others: Partial<Record<Dtype, number>> = {}): Subject {
  return {
    family,
    reference: name,
    repository: `tabrank/${name}`,
    tolerances: { fp32: fp32.wasm, ...others },
  };
}

const miniLm = { repository: "Xenova/all-MiniLM-L6-v2", maxTokens: 256 };
const meanPooling: Recipe = { family: "bi-encoder", pooling: "mean", queryPrefix: "" };
const clsPooling: Recipe = { family: "bi-encoder", pooling: "cls", queryPrefix: "" };

const onWasm: Subject[] = [
  tiny("cross-encoder", "tiny-bert-cross-encoder", { fp16: 0.05, q8: 0.6 }),
  tiny("cross-encoder", "tiny-xlmr-cross-encoder", { fp16: 0.05, q8: 0.6 }),
  tiny("cross-encoder", "tiny-deberta-cross-encoder", { fp16: 0.05, q8: 0.6 }),
  tiny("cross-encoder", "tiny-modernbert-cross-encoder", { fp16: 0.05, q8: 0.6 }),
  tiny("cross-encoder", "tiny-jinabert-cross-encoder", { fp16: 0.05, q8: 0.6 }),
  tiny("cross-encoder", "tiny-ettin-cross-encoder", { fp16: 0.05, q8: 0.6 }),
  tiny("late-interaction", "tiny-jina-colbert", { fp16: 0.1, q8: 1 }),
  tiny("late-interaction", "tiny-answerai-colbert", { fp16: 0.1, q8: 1 }),
  tiny("listwise", "tiny-listwise", { fp16: 0.01, q4: 0.05, q4f16: 0.05, w8a8: 0.02 }),
  tiny("yes-no", "tiny-yes-no", { fp16: 0.1, w8a8: 0.5 }),
  tiny("yes-no", "tiny-yes-no-slim", { fp16: 0.1, q4: 1, q4f16: 1, w8a8: 0.5 }),
  tiny("multimodal", "tiny-multimodal", { fp16: 0.1, q4: 1, q4f16: 1, w8a8: 0.5 }),
  { ...tiny("bi-encoder", "tiny-bert-bi-encoder"), recipe: meanPooling, scores: "mean" },
  { ...tiny("bi-encoder", "tiny-bert-bi-encoder"), recipe: clsPooling, scores: "cls" },
  {
    ...miniLm,
    family: "bi-encoder",
    reference: "all-MiniLM-L6-v2",
    recipe: meanPooling,
    tolerances: { fp32: fp32.wasm, w8a32: 0.01, w8a8: 0.02, q8: 0.05 },
  },
  {
    ...miniLm,
    family: "late-interaction",
    reference: "all-MiniLM-L6-v2-maxsim",
    recipe: { family: "late-interaction", skipPunctuation: true },
    scoreKind: "maxsim",
    tolerances: { fp32: fp32.wasm, w8a32: 0.2, w8a8: 0.4, q8: 1 },
  },
  {
    family: "bi-encoder",
    reference: "bge-small-en-v1.5",
    repository: "Xenova/bge-small-en-v1.5",
    // Its reference is the same weights in native ONNX Runtime.
    tolerances: { q8: 0.05 },
  },
];

const onWebGpu: Subject[] = [
  ...onWasm
    .filter(({ reference }) => reference.startsWith("tiny-"))
    .map((subject) => {
      const { q4 } = subject.tolerances;
      return { ...subject, pairs: 30, tolerances: { fp32: fp32.webgpu, ...(q4 !== undefined && { q4 }) } };
    }),
  {
    ...miniLm,
    family: "bi-encoder",
    reference: "all-MiniLM-L6-v2",
    recipe: meanPooling,
    pairs: 10,
    tolerances: { w8a32: 0.01 },
  },
];

const subjects: Record<Device, readonly Subject[]> = { wasm: onWasm, webgpu: onWebGpu };

/** One test for each model and dtype. A reporter makes a table of what they attach. */
export function fidelityTests(device: Device): void {
  for (const subject of subjects[device]) {
    for (const [dtype, tolerance] of Object.entries(subject.tolerances) as [Dtype, number][]) {
      const { reference, scores } = subject;
      const title = `${reference}${scores === undefined ? "" : ` (${scores})`}, ${dtype} on ${device}`;
      test(title, async ({ engine }, info) => {
        test.setTimeout(300_000);
        const fidelity = await measure(engine, subject, device, dtype, tolerance);
        await info.attach("fidelity", { body: JSON.stringify(fidelity), contentType: "application/json" });
        expect(fidelity).toMatchObject({ ran: `${device} ${dtype}`, wrongTokenCounts: 0, orderAgreement: 1 });
        expect(fidelity.largestError).toBeLessThanOrEqual(tolerance);
        if (reference.startsWith("tiny-")) expect(fidelity.pairs).toBeGreaterThanOrEqual(30);
      });
    }
  }
}

function casesOf({ reference, scores: which = "", pairs: enough = Infinity }: Subject): Case[] {
  const { cases = [], pairs = [] } = readFixture<Reference>(reference);
  const whole = cases.map((it) => ({
    ...it,
    scores: Array.isArray(it.scores) ? it.scores : (it.scores[which] ?? []),
  }));
  const groups = new Map<string, Required<Omit<Case, "truncate" | "instruction">> & Case>();
  for (const { query, document, logit, truncate = "end", instruction, ...tokens } of pairs) {
    const key = JSON.stringify([query, truncate, instruction]);
    const group = groups.get(key) ?? {
      query,
      truncate,
      ...(instruction !== undefined && { instruction }),
      documents: [],
      scores: [],
      documentTokens: [],
      usedTokens: [],
    };
    groups.set(key, group);
    group.documents.push(document);
    group.scores.push(logit);
    group.documentTokens.push(tokens.documentTokens ?? -1);
    group.usedTokens.push(tokens.usedTokens ?? -1);
  }
  // The contract refuses a query without text.
  const asked = [...whole, ...groups.values()].filter(
    ({ query }) => typeof query !== "string" || query.trim(),
  );
  let before = 0;
  return asked.filter(({ documents }) => {
    before += documents.length;
    return before - documents.length < enough;
  });
}

async function measure(
  page: Page,
  subject: Subject,
  device: Device,
  dtype: Dtype,
  tolerance: number,
): Promise<Fidelity> {
  const { family, repository, recipe, maxTokens, scoreKind } = subject;
  const changes = {
    ...(recipe && { recipe }),
    ...(scoreKind && { scoreKind }),
    ...(maxTokens !== undefined && { maxTokens }),
  };
  const cases = casesOf(subject);
  const { ran, found, wrongTokenCounts } = await page.evaluate(scoresInPage, {
    repository,
    changes,
    device,
    dtype,
    cases,
    hubHost,
  });
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
  return { family, model: subject.reference, ran, largestError, orderAgreement, wrongTokenCounts, pairs };
}

interface PageTask {
  repository: string;
  changes: Partial<Pick<ModelEntry, "recipe" | "maxTokens" | "scoreKind">>;
  device: Device;
  dtype: Dtype;
  cases: Case[];
  hubHost: string;
}

/** Runs in the page. */
async function scoresInPage({ repository, changes, device, dtype, cases, hubHost }: PageTask) {
  const { createReranker, embeddedModel, inspectRepository } = window.tabrank;
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
  const reranker = await createReranker({ model, device, dtype, hubHost, modelBaseUrl: "/models/" });
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
