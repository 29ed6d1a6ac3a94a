import { expect, test } from "vitest";
import { singleRows } from "../../../../src/engine/worker/batches.ts";
import { create, yesNoPrompt } from "../../../../src/engine/worker/families/yes-no.ts";
import { recordingSession, wordTokenizer } from "./fakes.ts";

const words = (text: string): number => text.split(" ").filter(Boolean).length;

/** Room for `budget` words beside a prompt with one word of query and one of instruction. */
function family(budget: number) {
  return create({
    recipe: { family: "yes-no", instruction: "default" },
    tokenizer: wordTokenizer,
    session: recordingSession(() => [[2, 1]]),
    maxTokens: words(yesNoPrompt("i", "q", "")) + budget,
    batches: singleRows,
    cacheBytes: 0,
  });
}
const chunk = { query: "q", truncation: { truncate: "end" } } as const;

test("an instruction takes its budget from the document", async () => {
  const used = async (instruction: string) => {
    const { documents } = await family(3).score({ ...chunk, documents: ["a b c"], instruction });
    return documents[0]?.usedTokens;
  };
  expect(await used("i")).toBe(3);
  expect(await used("i j")).toBe(2);
});

test("one that leaves no room is named, and so is a query that does it by itself", async () => {
  const long = "i ".repeat(9).trim();
  await expect(family(3).score({ ...chunk, documents: ["a"], instruction: long })).rejects.toMatchObject({
    code: "invalid_request",
    errors: [{ field: "instruction" }],
  });
  await expect(family(3).score({ ...chunk, documents: ["a"], query: long })).rejects.toMatchObject({
    code: "query_too_long",
    errors: [{ field: "query" }],
  });
});
