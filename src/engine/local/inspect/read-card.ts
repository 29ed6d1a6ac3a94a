/** The example that sentence-transformers writes into a model's card, with the scores that the original gave it. */
import type { Golden, GoldenPair, Recipe } from "../../../models/model.ts";
import { inspectMessages } from "./messages.ts";
import type { Folder } from "./folder.ts";
import { type PythonList, parsePythonList } from "./python-literals.ts";

const cardPath = "README.md";
/** An example stands near the beginning of a card. */
const cardBytes = 200_000;
/** An example has three or four; each is scored when the model loads. */
const maxPairs = 16;
/** Scores are printed with four decimals. */
const rounding = 5e-5;
/** A card does not say in which precision they were computed; in bfloat16 they are off by as much. */
const relativeError = 0.01;
/** Probabilities beyond these, rounded, do not tell their logit. */
const tellingProbabilities = { min: 0.005, max: 0.995 };

/** How the printed scores of a cross-encoder follow from its logits. */
export type ScoreActivation = "sigmoid" | "identity";

/**
 * The example of the card as golden pairs; `undefined` if the card has none that is written as sentence-transformers
 * 3 to 6 writes it, or prints no scores.
 */
export async function readCardExample(
  folder: Folder,
  recipe: Recipe,
  activation: ScoreActivation,
): Promise<Golden | undefined> {
  if (!(await folder.find(cardPath))) return undefined;
  const start = await folder.readStart(cardPath, cardBytes);
  const card = new TextDecoder().decode(start);
  for (const [, code = ""] of card.matchAll(/```python\n(.*?)```/gs)) {
    if (!asWritten.some((line) => line.test(code)) || !loadsModel.test(code)) continue;
    const pairs = recipe.family === "cross-encoder" ? readPairs(code) : readSimilarities(code, recipe);
    if (!pairs) continue;
    const known = pairs.slice(0, maxPairs);
    const golden =
      recipe.family === "cross-encoder" && activation === "sigmoid" ? toLogits(known) : asPrinted(known);
    return golden.pairs.length > 0 ? { source: inspectMessages.cardSource(), ...golden } : undefined;
  }
  return undefined;
}

/** Other arguments, of the model or of these calls, would change the scores. */
const loadsModel = /^model = (?:SentenceTransformer|CrossEncoder)\("[^"]*"\)$/m;
const asWritten = [
  /^scores = model\.predict\(pairs\)$/m,
  /^embeddings = model\.encode\(sentences\)$/m,
  /^query_embeddings = model\.encode_query\(queries\)\ndocument_embeddings = model\.encode_document\(documents\)$/m,
];

type Scored = Pick<Golden, "pairs" | "uncertainty">;

function asPrinted(pairs: GoldenPair[]): Scored {
  return { pairs, uncertainty: rounding + computing(pairs) };
}

function computing(pairs: readonly GoldenPair[]): number {
  return relativeError * Math.max(1, ...pairs.map(({ score }) => Math.abs(score)));
}

function toLogits(pairs: readonly GoldenPair[]): Scored {
  const { min, max } = tellingProbabilities;
  const telling = pairs.filter(({ score }) => score > min && score < max);
  const slopes = telling.map(({ score }) => 1 / (score * (1 - score)));
  const logits = telling.map((pair) => ({ ...pair, score: Math.log(pair.score / (1 - pair.score)) }));
  return { pairs: logits, uncertainty: rounding * Math.max(1, ...slopes) + computing(logits) };
}

/** `pairs = [[query, document], …]`, `print(scores)`, `# [score …]` */
function readPairs(code: string): GoldenPair[] | undefined {
  const pairs = listNamed("pairs", code);
  const scores = printed("scores", code);
  if (!pairs || pairs.length !== scores?.length) return undefined;
  const read = pairs.map((pair, at): GoldenPair | undefined => {
    const [query, document, ...more] = typeof pair === "string" ? [] : pair;
    if (typeof query !== "string" || typeof document !== "string" || more.length > 0) return undefined;
    return { query, document, score: scores[at] ?? NaN };
  });
  return read.every((pair) => pair !== undefined) ? read : undefined;
}

/** Queries against documents, or sentences against each other; those are encoded without prompts. */
function readSimilarities(code: string, recipe: Recipe): GoldenPair[] | undefined {
  const scores = printed("similarities", code);
  const sentences = textsNamed("sentences", code);
  const queries = textsNamed("queries", code) ?? sentences;
  const documents = textsNamed("documents", code) ?? sentences;
  if (!queries || !documents || scores?.length !== queries.length * documents.length) return undefined;
  if (sentences && hasPrompts(recipe)) return undefined;
  return queries.flatMap((query, row) =>
    documents.flatMap((document, column) =>
      query === document ? [] : [{ query, document, score: scores[row * documents.length + column] ?? NaN }],
    ),
  );
}

function hasPrompts(recipe: Recipe): boolean {
  return recipe.family === "bi-encoder" && recipe.queryPrefix + (recipe.documentPrefix ?? "") !== "";
}

function listNamed(name: string, code: string): PythonList | undefined {
  const match = new RegExp(`^${name} = (?=\\[)`, "m").exec(code);
  return match ? parsePythonList(code, match.index + match[0].length) : undefined;
}

function textsNamed(name: string, code: string): string[] | undefined {
  const texts = listNamed(name, code);
  return texts?.every((text) => typeof text === "string") === true ? texts : undefined;
}

/** The numbers in the comment after `print(name)`; `undefined` if PyTorch or NumPy left some out, or they are no numbers. */
function printed(name: string, code: string): number[] | undefined {
  const [, comment] = new RegExp(`^print\\(${name}\\)\\n((?:#.*\\n?)+)`, "m").exec(code) ?? [];
  if (comment === undefined || comment.includes("...")) return undefined;
  const numbers = (comment.match(/-?\d+(?:\.\d*)?(?:e[+-]?\d+)?/gi) ?? []).map(Number);
  return numbers.every(Number.isFinite) ? numbers : undefined;
}
