/** The worker around recorded scores says what the real one says: otherwise the page tests would prove nothing. */
import { type Page, expect } from "@playwright/test";
import { hubHost, skincare, test } from "./engine-page.ts";
import { serveStandIn } from "./page.ts";

/** Two runs, of which the second meets cached embeddings, and all that is heard of them. */
function ask(page: Page, dtype: "w8a8" | "w8a32") {
  return page.evaluate(
    async ({ dtype, skincare }) => {
      const heard: unknown[] = [];
      const options = { device: "wasm", dtype, modelBaseUrl: "/models/" } as const;
      const reranker = await window.tabrank.createReranker({
        ...options,
        // Bytes come in chunks of any size.
        onProgress: (progress) => progress.phase !== "download" && heard.push(progress),
      });
      const answers = [];
      for (const query of [skincare.query, "make-up trends"]) {
        const onProgress = (progress: unknown): unknown => heard.push(progress);
        const { results, usage } = await reranker.rerank(
          { query, documents: [...skincare.documents, ""] },
          { onProgress },
        );
        answers.push({ results, usage });
      }
      const refused = await reranker
        .rerank({ query: skincare.query, documents: ["many words ".repeat(200)], truncate: "none" })
        .catch((error: unknown) => ({ ...(error as { code: string; errors: unknown }) }));
      const { loadMs: _, ...status } = { ...reranker.status, loadMs: 0 };
      reranker.dispose();
      return { answers, refused, heard, status };
    },
    { dtype, skincare },
  );
}

for (const dtype of ["w8a8", "w8a32"] as const) {
  test(`${dtype}: scores, tokens, progress and errors are those of the real worker`, async ({ engine }) => {
    const real = await ask(engine, dtype);
    expect(real.answers[0]?.results.length).toBe(11);
    await serveStandIn(engine);
    await engine.reload();
    expect(await ask(engine, dtype)).toEqual(real);
  });
}

test("what is not recorded is an error that names the text", async ({ engine }) => {
  await serveStandIn(engine);
  const messages = await engine.evaluate(async (hubHost) => {
    const { createReranker, inspectRepository } = window.tabrank;
    const said = (run: Promise<unknown>) => run.then(String, (error: Error) => error.message);
    const reranker = await createReranker({ device: "wasm", modelBaseUrl: "/models/" });
    const model = await inspectRepository("tabrank/tiny-bert-cross-encoder", {
      hubHost,
      fetch: (...parameters) => fetch(...parameters),
    });
    return [
      await said(reranker.rerank({ query: "nobody asked this", documents: ["a"] })),
      await said(reranker.rerank({ query: "bread", documents: ["nobody wrote this"] })),
      await said(
        reranker.rerank({ query: "bread", documents: ["a loaf of bread"], max_tokens_per_document: 2 }),
      ),
      await said(createReranker({ model, device: "wasm", hubHost })),
    ];
  }, hubHost);
  expect(messages).toEqual([
    expect.stringContaining("Nothing is recorded for the query “nobody asked this”"),
    expect.stringContaining("Nothing is recorded for “nobody wrote this”"),
    expect.stringMatching(/Nothing is recorded for “a loaf of bread” .*"maxTokensPerDocument":2/),
    expect.stringContaining("Nothing is recorded for the weights model"),
  ]);
});
