import { type RerankError, fieldError } from "../../../contract/errors.ts";
import { notFinite, queryTooLong } from "../errors.ts";
import { type PromptText, fitDocument, promptText } from "../prompt.ts";
import type { DocumentScore, ScoringInput } from "../protocol.ts";
import { promptQuery } from "../query.ts";
import type { Feed } from "../session.ts";
import type { Family, FamilyContext } from "./family.ts";
import { remainingBudget } from "./token-budget.ts";

/** The prompt of Qwen3-Reranker's card. The texts must not contain special tokens. */
export function yesNoPrompt(instruction: string, query: string, document: string): string {
  return [
    "<|im_start|>system\nJudge whether the Document meets the requirements based on the Query and the Instruct provided. ",
    'Note that the answer can only be "yes" or "no".<|im_end|>\n<|im_start|>user\n',
    `<Instruct>: ${instruction}\n<Query>: ${query}\n<Document>: ${document}`,
    "<|im_end|>\n<|im_start|>assistant\n<think>\n\n</think>\n\n",
  ].join("");
}

function instructionTooLong(maxTokens: number): RerankError {
  const message = `leaves no tokens for a document: the model reads at most ${maxTokens}`;
  return fieldError("invalid_request", [{ field: "instruction", message, type: "value_error.too_long" }]);
}

/**
 * A language model is asked whether the document answers the query. The score is the logit of "yes" minus the logit of
 * "no" at the last position; its sigmoid is the softmax over the two (Qwen3-Reranker). One pair per run, so there is no
 * padding. Only the document is truncated.
 *
 *   input_ids, attention_mask, position_ids [1 × tokens] → logits [… × vocabulary], of which the last row counts,
 *   or → yes_no_logits [1 × 2]
 */
export function create({ recipe, tokenizer, session, maxTokens }: FamilyContext<"yes-no">): Family {
  const [yes, no] = [tokenizer.idOf("yes"), tokenizer.idOf("no")];
  const clean = (text: string) => promptText(text, tokenizer, Infinity, { truncate: "end" });

  function tokenBudget(
    { text, tokens, usedTokens: queryTokens }: PromptText,
    instruction: string,
  ): { queryTokens: number; documentBudget: number } {
    const lengthWith = (given: string): number => tokenizer.encode(yesNoPrompt(given, text, "")).length;
    const usedTokens = lengthWith(instruction);
    if (usedTokens >= maxTokens && lengthWith("") < maxTokens) throw instructionTooLong(maxTokens);
    return {
      queryTokens,
      documentBudget: remainingBudget({ queryTokens: tokens, usedTokens }, maxTokens),
    };
  }

  async function answerLogit(ids: readonly number[]): Promise<number> {
    const feed = (valueAt: (id: number, position: number) => number): Feed => ({
      type: "int64",
      data: ids.map(valueAt),
      dims: [1, ids.length],
    });
    const { data, dims } = await session.run(
      {
        input_ids: feed((id) => id),
        attention_mask: feed(() => 1),
        position_ids: feed((_, position) => position),
        num_logits_to_keep: { type: "int64", data: [1], dims: [] },
      },
      ["yes_no_logits", "logits"],
    );
    const vocabulary = dims.at(-1) ?? 0;
    const last = data.length - vocabulary;
    const [yesAt, noAt] = vocabulary === 2 ? [0, 1] : [yes, no];
    return (data[last + yesAt] ?? NaN) - (data[last + noAt] ?? NaN);
  }

  return {
    lengths: (input) =>
      tokenBudget(promptQuery(input, tokenizer), clean(input.instruction ?? recipe.instruction).text),
    async score({ documents, ...input }: ScoringInput) {
      const { truncation, instruction = recipe.instruction } = input;
      const cleanInstruction = clean(instruction).text;
      const query = promptQuery(input, tokenizer);
      tokenBudget(query, cleanInstruction);
      const prompt = (document: string): string => yesNoPrompt(cleanInstruction, query.text, document);
      const scores: DocumentScore[] = [];
      for (const [row, document] of documents.entries()) {
        const fitted = fitDocument(document, prompt, tokenizer, maxTokens, truncation);
        if (!fitted) throw queryTooLong(query.tokens, maxTokens);
        const { tokens, usedTokens, ids } = fitted;
        const score = await answerLogit(ids);
        if (!Number.isFinite(score)) throw notFinite(`documents[${row}]`);
        scores.push({ score, documentTokens: tokens, usedTokens, promptTokens: ids.length });
      }
      return {
        documents: scores,
        query: { tokens: query.tokens, usedTokens: query.usedTokens },
        queryPromptTokens: 0,
      };
    },
  };
}
