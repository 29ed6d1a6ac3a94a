/** What is measured against the original implementations: models, their weights, and how far scores may be apart. */
import type { Device, Dtype, FamilyName, ModelEntry, Recipe, ScoreKind } from "../../src/models/model.ts";
import { readFixture } from "../e2e/fixtures.ts";

type Input = string | { image: string };

/** One request with the scores that the original gives, as a family returns them: logits, cosines, sums. */
export interface Case {
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
export interface Subject {
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
  /** Without images that have transparent parts: a browser that cannot read them exactly refuses them. */
  opaque?: boolean;
  tolerances: Partial<Record<Dtype, number>>;
  /** The weights that `npm test` runs in the browser, too: one model of each family on each device. */
  smoke?: Dtype;
}

const fp32 = { wasm: 1e-4, webgpu: 1e-3 };

type Model = Omit<Subject, "family">;

function tiny(name: string, others: Partial<Record<Dtype, number>> = {}, smoke?: Dtype): Model {
  return {
    reference: name,
    repository: `tabrank/${name}`,
    tolerances: { fp32: fp32.wasm, ...others },
    ...(smoke && { smoke }),
  };
}

const miniLm = { repository: "Xenova/all-MiniLM-L6-v2", maxTokens: 256 };
const meanPooling: Recipe = { family: "bi-encoder", pooling: "mean", queryPrefix: "" };
const clsPooling: Recipe = { family: "bi-encoder", pooling: "cls", queryPrefix: "" };

/** A family that has no model here does not compile. */
const byFamily: Record<FamilyName, [Model, ...Model[]]> = {
  "cross-encoder": [
    tiny("tiny-bert-cross-encoder", { fp16: 0.05, q8: 0.6 }, "q8"),
    tiny("tiny-xlmr-cross-encoder", { fp16: 0.05, q8: 0.6 }),
    tiny("tiny-deberta-cross-encoder", { fp16: 0.05, q8: 0.6 }),
    tiny("tiny-modernbert-cross-encoder", { fp16: 0.05, q8: 0.6 }),
    tiny("tiny-jinabert-cross-encoder", { fp16: 0.05, q8: 0.6 }),
    tiny("tiny-ettin-cross-encoder", { fp16: 0.05, q8: 0.6 }),
  ],
  "late-interaction": [
    tiny("tiny-jina-colbert", { fp16: 0.1, q8: 1 }),
    tiny("tiny-answerai-colbert", { fp16: 0.1, q8: 1 }, "fp32"),
    {
      ...miniLm,
      reference: "all-MiniLM-L6-v2-maxsim",
      recipe: { family: "late-interaction", skipPunctuation: true },
      scoreKind: "maxsim",
      tolerances: { fp32: fp32.wasm, w8a32: 0.2, w8a8: 0.4, q8: 1 },
    },
  ],
  listwise: [tiny("tiny-listwise", { fp16: 0.01, q4: 0.05, q4f16: 0.05, w8a8: 0.02 }, "q4")],
  "yes-no": [
    tiny("tiny-yes-no", { fp16: 0.1, w8a8: 0.5 }, "w8a8"),
    tiny("tiny-yes-no-slim", { fp16: 0.1, q4: 1, q4f16: 1, w8a8: 0.5 }),
  ],
  multimodal: [tiny("tiny-multimodal", { fp16: 0.1, q4: 1, q4f16: 1, w8a8: 0.5 }, "fp16")],
  "bi-encoder": [
    { ...tiny("tiny-bert-bi-encoder"), recipe: meanPooling, scores: "mean" },
    { ...tiny("tiny-bert-bi-encoder"), recipe: clsPooling, scores: "cls" },
    {
      ...miniLm,
      reference: "all-MiniLM-L6-v2",
      recipe: meanPooling,
      tolerances: { fp32: fp32.wasm, w8a32: 0.01, w8a8: 0.02, q8: 0.05 },
      smoke: "w8a8",
    },
    {
      reference: "bge-small-en-v1.5",
      repository: "Xenova/bge-small-en-v1.5",
      // Its reference is the same weights in native ONNX Runtime.
      tolerances: { q8: 0.05 },
    },
  ],
};

const onWasm = Object.entries(byFamily).flatMap(([family, models]) =>
  models.map((model): Subject => ({ ...model, family: family as FamilyName })),
);

const onWebGpu: Subject[] = [
  ...onWasm
    .filter(({ reference }) => reference.startsWith("tiny-"))
    .map(({ smoke, ...subject }): Subject => {
      const { q4 } = subject.tolerances;
      // The real bi-encoder, which is the one on WASM, is slow here; `webgpu.spec.ts` runs it on the opening example.
      const isSmoke = smoke !== undefined || subject.scores === "mean";
      return {
        ...subject,
        pairs: 30,
        tolerances: { fp32: fp32.webgpu, ...(q4 !== undefined && { q4 }) },
        ...(isSmoke && { smoke: smoke === "q4" ? "q4" : "fp32" }),
      };
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

/** Changes of the model's entry on the hub of the tests. */
export function entryChanges({ recipe, maxTokens, scoreKind }: Subject): EntryChanges {
  return {
    ...(recipe && { recipe }),
    ...(scoreKind && { scoreKind }),
    ...(maxTokens !== undefined && { maxTokens }),
  };
}
export type EntryChanges = Partial<Pick<ModelEntry, "recipe" | "maxTokens" | "scoreKind">>;

/** One for each model and its weights. */
export interface Measurement {
  title: string;
  subject: Subject;
  device: Device;
  dtype: Dtype;
  tolerance: number;
}

export function measurementsOn(device: Device): Measurement[] {
  return subjects[device].flatMap((subject) => {
    const { reference, scores } = subject;
    const name = scores === undefined ? reference : `${reference} (${scores})`;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- its keys are what the type says
    const tolerances = Object.entries(subject.tolerances) as [Dtype, number][];
    return tolerances.map(([dtype, tolerance]) => ({
      title: `${name}, ${dtype} on ${device}`,
      subject,
      device,
      dtype,
      tolerance,
    }));
  });
}

/** Node decodes no images. */
export function runsInNode({ subject, device }: Measurement): boolean {
  return device === "wasm" && subject.family !== "multimodal";
}

export function isSmoke({ subject, dtype }: Measurement): boolean {
  return subject.smoke === dtype;
}

export function casesOf({
  reference,
  scores: which = "",
  pairs: enough = Infinity,
  opaque,
}: Subject): Case[] {
  const { cases = [], pairs = [] } = readFixture<Reference>(reference);
  const whole = cases.map((it) => ({
    ...it,
    scores: Array.isArray(it.scores) ? it.scores : (it.scores[which] ?? []),
  }));
  const groups = new Map<string, Required<Omit<Case, "truncate" | "instruction">> & Case>();
  for (const { query, document, logit, truncate = "end", instruction, ...tokens } of pairs) {
    if (opaque && [query, document].some(isTransparent)) continue;
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

/** A PNG with an alpha channel, by the type of its colours. */
function isTransparent(input: Input): boolean {
  if (typeof input === "string") return false;
  const colourType = Buffer.from(input.image.replace(/^data:image\/png;base64,/, ""), "base64")[25] ?? 0;
  return colourType === 4 || colourType === 6;
}
