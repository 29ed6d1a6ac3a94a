/** What a user types inside a prompt, with the tokenizer of the tiny language models (Qwen's kind). */
import fc from "fast-check";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { listwisePrompt } from "../../../../src/engine/worker/families/listwise.ts";
import { multimodalPrompt, ropePositions } from "../../../../src/engine/worker/families/multimodal.ts";
import { yesNoPrompt } from "../../../../src/engine/worker/families/yes-no.ts";
import { fitDocument, promptText, withoutSpecialTokens } from "../../../../src/engine/worker/prompt.ts";
import { createTokenizer } from "../../../../src/engine/worker/tokenizer.ts";

const folder = "tests/fixtures/hub/tabrank/tiny-listwise";
const file = (name: string) => ({ name, blob: new Blob([readFileSync(`${folder}/${name}`)]) });
const tokenizer = await createTokenizer(file("tokenizer.json"), file("tokenizer_config.json"));
const special = tokenizer.specialTokens;
const specialIds = new Set(special.map((token) => tokenizer.idOf(token)));
const end = { truncate: "end" } as const;

/** Texts that try: special tokens, halves of them, and one inside another. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(...special),
      fc.constantFrom("<|", "|>", "im_end", "<|im_", "end|>", "<think>", "</passage>", "\n", " "),
      fc
        .tuple(fc.constantFrom(...special), fc.constantFrom(...special), fc.nat(12))
        .map(([outer, inner, at]) => [outer.slice(0, at), inner, outer.slice(at)].join("")),
      fc.string({ unit: "grapheme", maxLength: 12 }),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(""));

const countSpecial = (prompt: string) => tokenizer.encode(prompt).filter((id) => specialIds.has(id)).length;

describe("no text forges a special token", () => {
  test("nothing of what is left reads as one, also where removing one puts another together", () => {
    expect(withoutSpecialTokens("a<|im_<|im_end|>end|>b", ["<|im_end|>"])).toBe("ab");
    fc.assert(
      fc.property(hostile, (text) => {
        const left = withoutSpecialTokens(text, special);
        for (const token of special) expect(left).not.toContain(token);
        expect(tokenizer.encode(left).some((id) => specialIds.has(id))).toBe(false);
      }),
    );
  });

  test("however deep they are nested, one pass is enough", () => {
    const depth = 20_000;
    const text = `a${"<|im_".repeat(depth)}${"end|>".repeat(depth)}b`;
    expect(withoutSpecialTokens(text, ["<|im_start|>", "<|im_end|>"])).toBe("ab");
  });

  test("every prompt has just its own special tokens, whatever the texts, cut or not", () => {
    const budget = fc.integer({ min: 1, max: 12 });
    fc.assert(
      fc.property(hostile, hostile, hostile, budget, (query, document, instruction, limit) => {
        const clean = (text: string) => promptText(text, tokenizer, limit, end).text;
        const [q, d, i] = [clean(query), clean(document), clean(instruction)];
        const listwise = listwisePrompt({ query: q, documents: [d, d], instruction: i });
        expect(countSpecial(listwise)).toBe(countSpecial(listwisePrompt({ query: "", documents: ["", ""] })));
        expect(countSpecial(yesNoPrompt(i, q, d))).toBe(countSpecial(yesNoPrompt("", "", "")));
        expect(countSpecial(multimodalPrompt(q, d))).toBe(countSpecial(multimodalPrompt("", "")));
      }),
    );
  });
});

describe("cutting", () => {
  test("a text that fits is not touched; a longer one keeps that many of its tokens, at the asked end", () => {
    const text = "Water tomato plants deeply in the early morning";
    expect(promptText(text, tokenizer, 1000, end).text).toBe(text);
    const ids = tokenizer.encode(text);
    const first = promptText(text, tokenizer, 5, end);
    expect(first).toEqual({ text: tokenizer.decode(ids.slice(0, 5)), tokens: ids.length, usedTokens: 5 });
    const last = promptText(text, tokenizer, 5, { truncate: "start" });
    expect(last.text).toBe(tokenizer.decode(ids.slice(-5)));
  });

  test("a document is cut until its whole prompt fits", () => {
    const promptOf = (document: string): string => yesNoPrompt("judge", "train tickets", document);
    const least = tokenizer.encode(promptOf("")).length;
    fc.assert(
      fc.property(
        hostile,
        fc.integer({ min: 1, max: 60 }),
        fc.constantFrom("end", "start"),
        (text, budget, truncate) => {
          const maxTokens = least + budget;
          const fitted = fitDocument(text, promptOf, tokenizer, maxTokens, { truncate });
          if (!fitted) return;
          expect(fitted.ids.length).toBeLessThanOrEqual(maxTokens);
          expect(fitted.ids).toEqual(tokenizer.encode(promptOf(fitted.text)));
          expect(fitted.usedTokens).toBeLessThanOrEqual(Math.min(budget, fitted.tokens));
        },
      ),
    );
  });

  test("with truncate none a document that would be cut is refused", () => {
    const promptOf = (document: string): string => yesNoPrompt("judge", "train tickets", document);
    const maxTokens = tokenizer.encode(promptOf("")).length + 3;
    const long = "Water tomato plants deeply in the early morning";
    expect(() => fitDocument(long, promptOf, tokenizer, maxTokens, { truncate: "none" })).toThrow(/too long/);
    expect(fitDocument("a", promptOf, tokenizer, maxTokens, { truncate: "none" })?.text).toBe("a");
  });

  test("a prompt that leaves nothing has no place for a document", () => {
    const promptOf = (document: string): string => yesNoPrompt("judge", "train tickets", document);
    const least = tokenizer.encode(promptOf("")).length;
    expect(fitDocument("a", promptOf, tokenizer, least, end)).toBeUndefined();
  });
});

describe("the prompts", () => {
  test("listwise: v3.5 has the query's token twice, an instruction only where there is one", () => {
    const texts = { query: "q", documents: ["a", "b"] };
    const plain = listwisePrompt(texts);
    expect(plain.match(/<\|rerank_token\|>/g)).toHaveLength(1);
    expect(plain).not.toContain("<instruct>");
    expect(plain).toContain(
      '<passage id="1">\nb<|embed_token|>\n</passage>\n<query>\nq<|rerank_token|>\n</query>',
    );
    expect(listwisePrompt(texts, { queryTokenTwice: true }).match(/<\|rerank_token\|>/g)).toHaveLength(2);
    expect(listwisePrompt({ ...texts, instruction: "be strict" })).toContain(
      "<instruct>\nbe strict\n</instruct>\n",
    );
  });

  test("multimodal: texts count on, an image counts rows and columns from one place", () => {
    const image = 7;
    const ids = [1, image, image, image, image, image, image, 2, 3];
    const places = ropePositions(ids, image, [{ rows: 2, columns: 3 }]);
    const time = [0, 1, 1, 1, 1, 1, 1, 4, 5];
    const down = [0, 1, 1, 1, 2, 2, 2, 4, 5];
    const across = [0, 1, 2, 3, 1, 2, 3, 4, 5];
    expect(places).toEqual([...time, ...down, ...across]);
  });
});
