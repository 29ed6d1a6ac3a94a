import fc from "fast-check";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { alignTokens } from "../../../../../src/ui/playground/features/matches/align-tokens.ts";
import { createTokenizer } from "../../../../../src/engine/worker/tokenizer.ts";

/** The text that each token covers; `undefined` for a token without a span. */
function covered(
  text: string,
  tokens: readonly string[],
  readFrom?: "start" | "end",
): (string | undefined)[] {
  return alignTokens(text, tokens, readFrom).map((span) => span && text.slice(span.start, span.end));
}

test("case, accents and split words do not matter", () => {
  expect(covered("Größe: Tomatoes!", ["große", ":", "tom", "##ato", "##es", "!"])).toEqual([
    "Größe",
    ":",
    "Tom",
    "ato",
    "es",
    "!",
  ]);
});

test("punctuation without a token has no span, and later tokens are still found", () => {
  expect(covered("a -- (b), c", ["a", "b", "c"])).toEqual(["a", "b", "c"]);
});

test("a continuation belongs to its own word, not to the same letters later in the text", () => {
  expect(alignTokens("water waters", ["water", "water", "##s"])).toEqual([
    { start: 0, end: 5 },
    { start: 6, end: 11 },
    { start: 11, end: 12 },
  ]);
});

test("a text cut at the start is aligned from its end", () => {
  expect(alignTokens("oil and water and oil", ["and", "oil"], "end")).toEqual([
    { start: 14, end: 17 },
    { start: 18, end: 21 },
  ]);
  expect(alignTokens("wilted and wilting", ["wil", "##ting"], "end")).toEqual([
    { start: 11, end: 14 },
    { start: 14, end: 18 },
  ]);
});

test("a text cut at the end has no spans in the cut part", () => {
  expect(alignTokens("one two one two", ["one", "two"])).toEqual([
    { start: 0, end: 3 },
    { start: 4, end: 7 },
  ]);
});

test("an unknown token has no span, and the next word is found", () => {
  expect(covered("☃ba and a boat", ["[UNK]", "and", "a", "boat"])).toEqual([undefined, "and", "a", "boat"]);
  expect(covered("🍅 red", ["\uFFFD", "\uFFFD", "\uFFFD", " red"])).toEqual([
    undefined,
    undefined,
    undefined,
    "red",
  ]);
  expect(covered("a b", ["a", "zebra", "b"])).toEqual(["a", undefined, "b"]);
});

test("a token is not matched far away from its neighbours", () => {
  expect(covered(`one two ${"three ".repeat(50)}four`, ["four", "one", "two"])).toEqual([
    undefined,
    "one",
    "two",
  ]);
});

test("Arabic, Hebrew and Chinese texts are aligned", () => {
  expect(covered("العناية بالبَشرة", ["العناية", "بالب", "##شرة"])).toEqual(["العناية", "بالبَ", "شرة"]);
  expect(covered("敏感肌のため", ["敏", "感", "肌", "の", "##ため"])).toEqual([
    "敏",
    "感",
    "肌",
    "の",
    "ため",
  ]);
});

test("combined letters and emoji are never split", () => {
  expect(covered("한국", ["ᄒ", "##ᅡ", "##ᆫ", "##국"])).toEqual(["한", undefined, undefined, "국"]);
  expect(covered("hi 👩‍🔬!", ["hi", "👩", "🔬", "!"])).toEqual(["hi", "👩‍🔬", undefined, "!"]);
  expect(covered("½ l", ["1", "⁄", "2", "l"])).toEqual(["½", undefined, undefined, "l"]);
});

test("symbols that a normaliser expands are found", () => {
  expect(covered("ﬁne… ２０°C", ["fine", "...", "20", "°", "C"])).toEqual(["ﬁne", "…", "２０", "°", "C"]);
});

function tokenizerOf(folder: string) {
  const file = (name: string) => ({ name, blob: new Blob([readFileSync(`${folder}/${name}`)]) });
  return createTokenizer(file("tokenizer.json"), file("tokenizer_config.json"));
}

describe.each([
  ["WordPiece, the embedded model", "public/models/Xenova/all-MiniLM-L6-v2"],
  ["WordPiece, tiny", "tests/fixtures/hub/tabrank/tiny-answerai-colbert"],
  ["Unigram, tiny", "tests/fixtures/hub/tabrank/tiny-jina-colbert"],
])("%s", (_, folder) => {
  const tokenizer = tokenizerOf(folder);
  const texts = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 80 }),
    fc
      .array(
        fc.constantFrom(
          "Tomatoes",
          "wilting",
          "Größe",
          "敏感肌",
          "العناية",
          "🍅☀️",
          "don't",
          "--",
          "20°C",
          "naïve,",
          "हिन्दी",
          "한국어",
          "\n",
          "x".repeat(120),
        ),
        { maxLength: 30 },
      )
      .map((words) => words.join(" ")),
  );

  test("spans are in order, do not overlap and lie inside the text, whatever was cut or skipped", async () => {
    const { encode, decode } = await tokenizer;
    fc.assert(
      fc.property(
        texts,
        fc.nat(40),
        fc.constantFrom("start" as const, "end" as const),
        fc.infiniteStream(fc.boolean()),
        (text, kept, readFrom, drops) => {
          const ids = encode(text);
          const cut = readFrom === "start" ? ids.slice(0, kept) : ids.slice(Math.max(0, ids.length - kept));
          const tokens = cut.map((id) => decode([id])).filter(() => drops.next().value);
          const spans = alignTokens(text, tokens, readFrom);
          expect(spans.length).toBe(tokens.length);
          let free = 0;
          for (const span of spans) {
            if (!span) continue;
            expect(span.start).toBeGreaterThanOrEqual(free);
            expect(span.end).toBeGreaterThan(span.start);
            free = span.end;
          }
          expect(free).toBeLessThanOrEqual(text.length);
        },
      ),
    );
  });

  test("every token of plain words is found from either end, and the spans cover the words", async () => {
    const { encode, decode } = await tokenizer;
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { maxLength: 30 }),
        fc.constantFrom("start" as const, "end" as const),
        (words, readFrom) => {
          const text = words.join(" ");
          const tokens = encode(text).map((id) => decode([id]));
          fc.pre(!tokens.some((token) => /unk/i.test(token)));
          const found = covered(text, tokens, readFrom);
          expect(found.map((part) => part ?? "").join("")).toBe(words.join(""));
        },
      ),
    );
  });
});
