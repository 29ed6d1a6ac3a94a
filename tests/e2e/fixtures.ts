/** Reference scores and texts, as files. */
import { readFileSync } from "node:fs";

// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller knows what it wrote
export function readFixture<T>(name: string): T {
  return JSON.parse(
    readFileSync(new URL(`../fixtures/reference/${name}.json`, import.meta.url), "utf8"),
  ) as T;
}

/** Written by `tools/fixtures`: PyTorch's logits, one pair per run. */
export interface PairReference {
  model: string;
  pairs: {
    query: string;
    document: string;
    logit: number;
    documentTokens: number;
    usedTokens: number;
    truncate: "start" | "end";
  }[];
}

/** Written by `tools/embedded-model`: cosines of native ONNX Runtime, one text per run. */
export interface CaseReference<Scores = number[]> {
  model: string;
  maxTokens: number;
  cases: { query: string; documents: string[]; scores: Scores; documentTokens: number[] }[];
}

export const skincare = JSON.parse(
  readFileSync(new URL("../../src/ui/examples/skincare.json", import.meta.url), "utf8"),
) as { query: string; documents: string[] };
