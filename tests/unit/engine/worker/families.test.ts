import { describe, expect, test } from "vitest";
import { singleRows } from "../../../../src/engine/worker/batches.ts";
import { create as createBiEncoder } from "../../../../src/engine/worker/families/bi-encoder.ts";
import { create as createCrossEncoder } from "../../../../src/engine/worker/families/cross-encoder.ts";
import { create as createLateInteraction } from "../../../../src/engine/worker/families/late-interaction.ts";
import { recordingSession, wordTokenizer } from "./fakes.ts";

const end = { truncate: "end" } as const;

describe("cross-encoder", () => {
  /** The logit is the number of document tokens that were read. */
  function family(maxTokens = 12, batches = singleRows) {
    const session = recordingSession(({ typeIds }) => [[typeIds.filter((type) => type === 1).length - 1]]);
    const recipe = { family: "cross-encoder" } as const;
    return {
      session,
      ...createCrossEncoder({ recipe, tokenizer: wordTokenizer, session, maxTokens, batches, cacheBytes: 0 }),
    };
  }

  test("reads query and document together and takes the logit", async () => {
    const { session, score } = family();
    const scores = await score({ query: "a bb", documents: ["ccc dddd"], truncation: end });
    expect(session.runs).toEqual([[{ ids: [101, 1, 2, 102, 3, 4, 102], typeIds: [0, 0, 0, 0, 1, 1, 1] }]]);
    expect(scores.documents).toEqual([{ score: 2, documentTokens: 2, usedTokens: 2, promptTokens: 7 }]);
  });

  test("truncates the document only, at what the query leaves", async () => {
    const { score, lengths } = family(8);
    expect(lengths({ query: "a bb", truncation: end })).toEqual({ queryTokens: 2, documentBudget: 3 });
    const { documents } = await score({ query: "a bb", documents: ["a b c d e"], truncation: end });
    expect(documents).toMatchObject([{ documentTokens: 5, usedTokens: 3, promptTokens: 8 }]);
  });

  test("reads a query cut to max_tokens_per_query as one that ends there", async () => {
    const { session, score } = family();
    const cut = { truncate: "end", maxTokensPerQuery: 1 } as const;
    const { query } = await score({ query: "a bb", documents: ["ccc"], truncation: cut });
    expect(session.runs[0]?.[0]?.ids).toEqual([101, 1, 102, 3, 102]);
    expect(query).toEqual({ tokens: 2, usedTokens: 1 });
  });

  test("refuses a query that leaves nothing", async () => {
    const run = family(6).score({ query: "a b c", documents: ["d"], truncation: end });
    await expect(run).rejects.toMatchObject({ code: "query_too_long" });
  });

  test("runs nothing for a document without tokens", async () => {
    const { session, score } = family();
    const { documents } = await score({ query: "a", documents: ["", " "], truncation: end });
    expect(session.runs).toEqual([]);
    expect(documents.map(({ score: value }) => value)).toEqual([undefined, undefined]);
  });

  test("int8 runs one pair at a time; fp batches by length and puts scores back in their places", async () => {
    const documents = ["a", "a b c", "a b"];
    const single = family();
    await single.score({ query: "q", documents, truncation: end });
    expect(single.session.runs.map(({ length }) => length)).toEqual([1, 1, 1]);
    const batched = family(12, { tokens: 100, rows: 10, widthStep: 1 });
    const scores = await batched.score({ query: "q", documents, truncation: end });
    expect(batched.session.runs.map(({ length }) => length)).toEqual([3]);
    expect(scores.documents.map(({ score: value }) => value)).toEqual([1, 3, 2]);
  });

  test("an output that is no single logit is refused: hidden units are no scores", async () => {
    const session = recordingSession(({ ids }) => ids.map(() => [0.1, 0.2]));
    const recipe = { family: "cross-encoder" } as const;
    const context = {
      recipe,
      tokenizer: wordTokenizer,
      session,
      maxTokens: 9,
      batches: singleRows,
      cacheBytes: 0,
    };
    const run = createCrossEncoder(context).score({ query: "a", documents: ["b"], truncation: end });
    await expect(run).rejects.toMatchObject({ code: "load_failed" });
  });

  test("a score that is not finite is an error that names the document, not a rank", async () => {
    const session = recordingSession(({ ids }) => [[ids.length > 5 ? Number.NaN : 1]]);
    const recipe = { family: "cross-encoder" } as const;
    const context = {
      recipe,
      tokenizer: wordTokenizer,
      session,
      maxTokens: 9,
      batches: singleRows,
      cacheBytes: 0,
    };
    const run = createCrossEncoder(context).score({ query: "a", documents: ["b", "b c"], truncation: end });
    await expect(run).rejects.toMatchObject({
      code: "internal_error",
      message: expect.stringContaining("documents[1]") as string,
      errors: [{ field: "documents[1]" }],
    });
  });
});

describe.each([
  ["a bi-encoder", createBiEncoder, { family: "bi-encoder", pooling: "mean", normalize: true }],
  [
    "a late-interaction model",
    createLateInteraction,
    { family: "late-interaction", queryPrefix: "", documentPrefix: "", skipPunctuation: false },
  ],
] as const)("vectors of %s that are not finite", (_, create, recipe) => {
  const score = async (query: string, documents: string[]) => {
    // Each word is a vector; a long word has none.
    const session = recordingSession(({ ids }) => ids.map((id) => [id > 5 && id < 100 ? Number.NaN : id, 1]));
    const context = {
      recipe,
      tokenizer: wordTokenizer,
      session,
      maxTokens: 20,
      batches: singleRows,
      cacheBytes: 10_000,
    };
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- one of the two recipes with its own family
    return (create as (given: unknown) => ReturnType<typeof createBiEncoder>)(context).score({
      query,
      documents,
      truncation: end,
    });
  };

  test("are named by their document or the query", async () => {
    await expect(score("a", ["b", "c", "dddddddd"])).rejects.toMatchObject({
      code: "internal_error",
      errors: [{ field: "documents[2]" }],
    });
    await expect(score("aaaaaaaa", ["b"])).rejects.toMatchObject({ errors: [{ field: "query" }] });
    await expect(score("a", ["b"])).resolves.toBeDefined();
  });
});

describe("bi-encoder", () => {
  function family(options: { pooling?: "mean" | "cls"; queryPrefix?: string; cacheBytes?: number } = {}) {
    const { pooling = "mean", queryPrefix = "", cacheBytes = 10_000 } = options;
    const session = recordingSession(({ ids }) => ids.map((id) => [id, 10]));
    const recipe = { family: "bi-encoder", pooling, queryPrefix } as const;
    const context = {
      recipe,
      tokenizer: wordTokenizer,
      session,
      maxTokens: 6,
      batches: singleRows,
      cacheBytes,
    };
    return { session, ...createBiEncoder(context) };
  }

  test("the cosine of the pooled vectors", async () => {
    const { score } = family();
    const { documents, queryPromptTokens } = await score({
      query: "aaa",
      documents: ["aaa", "bbbbbbbb"],
      truncation: end,
    });
    expect(queryPromptTokens).toBe(3);
    const cosine = (a: number[], b: number[]) => {
      const dot = (x: number[], y: number[]) => x.reduce((sum, value, at) => sum + value * (y[at] ?? 0), 0);
      return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
    };
    const mean = (token: number) => [(101 + token + 102) / 3, 10];
    expect(documents[0]?.score).toBeCloseTo(1, 6);
    expect(documents[1]?.score).toBeCloseTo(cosine(mean(3), mean(8)), 5);
  });

  test("CLS pooling looks at the first token alone", async () => {
    const { score } = family({ pooling: "cls" });
    const { documents } = await score({ query: "a", documents: ["bbbb cc"], truncation: end });
    expect(documents[0]?.score).toBeCloseTo(1, 6);
  });

  test("the prefix goes before the query only", async () => {
    const { session, score } = family({ queryPrefix: "find: " });
    await score({ query: "a", documents: ["bb"], truncation: end });
    expect(session.runs.flat().map(({ ids }) => ids)).toEqual([
      [101, 5, 1, 102],
      [101, 2, 102],
    ]);
  });

  test("a second query over the same documents costs one query embedding", async () => {
    const { session, score } = family();
    const documents = ["a b", "c d", "e"];
    const first = await score({ query: "one", documents, truncation: end });
    expect(session.runs.length).toBe(4);
    await score({ query: "second", documents, truncation: end });
    expect(session.runs.length).toBe(5);
    const again = await score({ query: "one", documents, truncation: end });
    expect(again.documents.map(({ score: value }) => value)).toEqual(
      first.documents.map(({ score: value }) => value),
    );
    expect([...first.documents, ...again.documents].map(({ cached }) => cached)).toEqual([
      false,
      false,
      false,
      true,
      true,
      true,
    ]);
    expect(session.runs.length).toBe(5);
  });

  test("another truncation is another embedding", async () => {
    const { session, score } = family();
    const documents = ["a bb ccc dddd eeeee"];
    await score({ query: "q", documents, truncation: end });
    await score({ query: "q", documents, truncation: { truncate: "start" } });
    await score({ query: "q", documents, truncation: { truncate: "end", maxTokensPerDocument: 2 } });
    expect(session.runs.slice(1).flatMap((rows) => rows.map(({ ids }) => ids))).toEqual([
      [101, 1, 2, 3, 4, 102],
      [101, 2, 3, 4, 5, 102],
      [101, 1, 2, 102],
    ]);
  });

  test("beyond its bytes it forgets, and embeds again", async () => {
    const { session, score } = family({ cacheBytes: 0 });
    await score({ query: "q", documents: ["a"], truncation: end });
    await score({ query: "q", documents: ["a"], truncation: end });
    expect(session.runs.length).toBe(3);
  });

  test("a query of exactly what the model reads passes; one more is refused", async () => {
    const { score } = family();
    await expect(score({ query: "a b c d", documents: ["e"], truncation: end })).resolves.toBeDefined();
    const run = score({ query: "a b c d e", documents: ["e"], truncation: end });
    await expect(run).rejects.toMatchObject({ code: "query_too_long" });
  });
});

describe("late interaction", () => {
  /** A token's vector: its id as an angle, so that equal tokens match wholly. */
  const angle = (id: number): number[] => [Math.cos(id), Math.sin(id)];

  function family(
    recipe: Partial<Parameters<typeof createLateInteraction>[0]["recipe"]> = {},
    cacheBytes = 10_000,
  ) {
    const session = recordingSession(({ ids }) => ids.map(angle));
    const tokenizer = {
      ...wordTokenizer,
      encode: (text: string) => (text === "." ? [1] : wordTokenizer.encode(text)),
    };
    const context = {
      recipe: { family: "late-interaction", skipPunctuation: false, ...recipe } as const,
      tokenizer,
      session,
      maxTokens: 8,
      batches: singleRows,
      cacheBytes,
    };
    return { session, ...createLateInteraction(context) };
  }
  const cosine = (a: number, b: number): number => Math.cos(a - b);
  const best = (token: number, others: number[]): number =>
    Math.max(...others.map((other) => cosine(token, other)));

  test("sums the best match of every token of the query, special tokens too", async () => {
    const { documents } = await family().score({ query: "aa", documents: ["bbb cccc"], truncation: end });
    const document = [101, 3, 4, 102];
    const expected = [101, 2, 102].reduce((sum, token) => sum + best(token, document), 0);
    expect(documents[0]?.score).toBeCloseTo(expected, 5);
    expect(documents[0]).toMatchObject({ documentTokens: 2, usedTokens: 2, promptTokens: 4, cached: false });
  });

  test("markers stand after the first special token, and masks fill the query, attended to or not", async () => {
    const recipe = { queryMarker: 7, documentMarker: 8, queryTokens: 6 };
    const one = family({ ...recipe, attendToMaskPadding: true });
    await one.score({ query: "aa", documents: ["bbb"], truncation: end });
    expect(one.session.runs.map(([row]) => row?.ids)).toEqual([
      [101, 7, 2, 102, 103, 103],
      [101, 8, 3, 102],
    ]);
    const other = family(recipe);
    await other.score({ query: "aa", documents: ["bbb"], truncation: end });
    // The fake gives back what is attended to.
    expect(other.session.runs[0]?.[0]?.ids).toEqual([101, 7, 2, 102]);
  });

  test("punctuation of documents does not count, that of queries does", async () => {
    const { score } = family({ skipPunctuation: true });
    const { documents } = await score({ query: ".", documents: ["bbb", "x bbb"], truncation: end });
    const without = [101, 1, 102].reduce((sum, token) => sum + best(token, [101, 3, 102]), 0);
    expect(documents[0]?.score).toBeCloseTo(without, 5);
    // "x" is one letter long: the same token as ".".
    expect(documents[1]?.score).toBeCloseTo(without, 5);
  });

  test("a query cut to max_tokens_per_query is cached apart from the whole one", async () => {
    const { session, score } = family();
    const input = { query: "aa b", documents: ["ccc"] };
    await score({ ...input, truncation: end });
    const { query } = await score({ ...input, truncation: { truncate: "end", maxTokensPerQuery: 1 } });
    expect(session.runs.map(([row]) => row?.ids)).toContainEqual([101, 2, 102]);
    expect(query).toEqual({ tokens: 2, usedTokens: 1 });
  });

  test("documents are cached within the budget, and an empty one is scored like any other", async () => {
    const { session, score } = family();
    await score({ query: "aa", documents: ["bbb", ""], truncation: end });
    const runs = session.runs.length;
    const { documents } = await score({ query: "cccc", documents: ["bbb", ""], truncation: end });
    expect(session.runs.length).toBe(runs + 1);
    expect(documents.map(({ cached }) => cached)).toEqual([true, true]);
    expect(Number.isFinite(documents[1]?.score)).toBe(true);
    const small = family({}, 50);
    await small.score({ query: "aa", documents: ["bbb"], truncation: end });
    const again = await small.score({ query: "aa", documents: ["bbb"], truncation: end });
    expect(again.documents[0]?.cached).toBe(false);
  });

  test("taken apart, its matches are what the score is the sum of", async () => {
    const { score, match } = family({ queryMarker: 7, queryTokens: 6, attendToMaskPadding: true });
    const [scored] = (await score({ query: "aa dddd", documents: ["bbb aa"], truncation: end })).documents;
    const matches = await match?.("aa dddd", "bbb aa", end);
    const { query = [], document = [], similarities = new Float32Array() } = matches ?? {};
    const sum = query
      .map((_, row) => Math.max(...similarities.slice(row * document.length, (row + 1) * document.length)))
      .reduce((total, value) => total + value, 0);
    expect(sum).toBeCloseTo(scored?.score ?? Number.NaN, 4);
    expect(query.map(({ special }) => special)).toEqual([true, true, false, false, true, true]);
    expect(document.map(({ special }) => special)).toEqual([true, false, false, true]);
  });
});
