/** Reads the answer of any kind of server. Pure. */
import * as v from "valibot";
import type { RerankUsage } from "../contract/rerank.ts";
import { Passage } from "../contract/response.ts";
import type { WireResponse } from "./format.ts";
import { isGiven } from "./is-given.ts";

/** Why an answer cannot be read. The reader of these words knows that they are about an answer. */
export const answerFaults = {
  noResults: "it has neither results nor data",
  noScore: "a result has no score",
} as const;

/** A number, also as text: some gateways send one as the other. */
const Numeric = v.union([
  v.pipe(v.number(), v.finite()),
  v.pipe(
    v.string(),
    v.check((text) => text.trim() !== ""),
    v.transform(Number),
    v.number(),
    v.finite(),
  ),
]);
const Index = v.pipe(Numeric, v.integer(), v.minValue(0));

const Result = v.pipe(
  v.looseObject({
    index: Index,
    relevance_score: v.nullish(Numeric),
    score: v.nullish(Numeric),
    passage: v.fallback(v.nullish(Passage), undefined),
  }),
  v.check(({ relevance_score, score }) => isGiven(relevance_score ?? score), answerFaults.noScore),
  v.transform(({ index, relevance_score, score, passage }) => ({
    index,
    score: relevance_score ?? score ?? Number.NaN,
    ...(passage && { passage }),
  })),
);

/** Everything beside the results is a detail: an unknown form of it must not lose the answer. */
const detail = <Schema extends v.GenericSchema>(schema: Schema) => v.fallback(v.nullish(schema), undefined);

const Name = detail(v.union([v.string(), v.pipe(v.number(), v.transform(String))]));
const Tokens = detail(Numeric);

const Answer = v.looseObject({
  id: Name,
  model: Name,
  results: v.nullish(v.array(Result)),
  data: v.nullish(v.array(Result)),
  unread_documents: detail(v.array(Index)),
  usage: detail(v.looseObject({ total_tokens: Tokens, prompt_tokens: Tokens, completion_tokens: Tokens })),
  meta: detail(
    v.looseObject({
      tokens: detail(v.looseObject({ input_tokens: Tokens })),
      billed_units: detail(v.looseObject({ total_tokens: Tokens })),
    }),
  ),
});

/**
 * Decodes `{results | data: [{index, relevance_score | score}], usage | meta}`, or the list of results alone.
 * @throws {Error} for any other shape; the message says why
 */
export function decodeAnswer(answer: unknown): WireResponse {
  if (Array.isArray(answer)) return { results: v.parse(v.array(Result), answer) };
  const { id, model, results, data, unread_documents: unread, usage, meta } = v.parse(Answer, answer);
  const list = results ?? data;
  if (!list) throw new Error(answerFaults.noResults);
  // LiteLLM's place for it depends on the provider behind it.
  const total = usage?.total_tokens ?? meta?.tokens?.input_tokens ?? meta?.billed_units?.total_tokens;
  return {
    results: list,
    model: model ?? undefined,
    id: id ?? undefined,
    ...(unread && { unread }),
    usage:
      total === undefined || total === null
        ? undefined
        : wholeUsage(usage?.prompt_tokens ?? total, usage?.completion_tokens ?? 0, total),
  };
}

/** Usage in whole tokens: some servers report fractions or negative counts. */
function wholeUsage(prompt: number, completion: number, total: number): RerankUsage {
  const whole = (count: number): number => Math.min(Number.MAX_SAFE_INTEGER, Math.max(0, Math.round(count)));
  return { prompt_tokens: whole(prompt), completion_tokens: whole(completion), total_tokens: whole(total) };
}
