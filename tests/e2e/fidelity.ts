/** Runs in the page: one model in one form against the scores of its original implementation. */
import type { Page } from "@playwright/test";
import { type CaseReference, type PairReference, hubHost } from "./engine-page.ts";

export interface Form {
  repository: string;
  dtype: "fp32" | "fp16" | "q8" | "w8a8" | "w8a32";
  device: "wasm" | "webgpu";
  pooling?: "mean" | "cls";
  queryPrefix?: string;
  maxTokens: number;
}

export interface Fidelity {
  ran: string;
  largestError: number;
  /** Requests whose order differs from the reference's, where the reference's scores differ by more than twice the error. */
  wrongOrders: number;
  wrongTokenCounts: number;
  pairs: number;
}

/** Cross-encoders: logits of single pairs. */
export function pairFidelity(page: Page, form: Form, { pairs }: PairReference): Promise<Fidelity> {
  return page.evaluate(
    async ({ form, pairs, hubHost }) => {
      const { createReranker, inspectRepository } = window.tabrank;
      const entry = await inspectRepository(form.repository, { hubHost, fetch: (...args) => fetch(...args) });
      const model = { ...entry, forms: entry.forms.map((it) => ({ ...it, devices: [form.device] })) };
      const { device, dtype } = form;
      const reranker = await createReranker({ model, device, dtype, hubHost });
      let largestError = 0;
      let wrongTokenCounts = 0;
      for (const { query, document, logit, documentTokens, usedTokens, truncate } of pairs) {
        const { results } = await reranker.rerank(
          { query, documents: [document], truncate },
          {
            onProgress: (progress) => {
              if (progress.phase !== "score") return;
              for (const scored of progress.documents) {
                const counted = scored.documentTokens === documentTokens && scored.usedTokens === usedTokens;
                if (!counted) wrongTokenCounts += 1;
              }
            },
          },
        );
        const probability = results[0]?.relevance_score ?? Number.NaN;
        const error = Math.abs(Math.log(probability / (1 - probability)) - logit);
        largestError = Math.max(largestError, Number.isNaN(error) ? Infinity : error);
      }
      const { status } = reranker;
      reranker.dispose();
      const ran = `${status?.device} ${status?.dtype}`;
      return { ran, largestError, wrongOrders: 0, wrongTokenCounts, pairs: pairs.length };
    },
    { form, pairs, hubHost },
  );
}

/** Bi-encoders: cosines of one query over several documents, and their order. */
export function caseFidelity(page: Page, form: Form, { cases }: CaseReference): Promise<Fidelity> {
  return page.evaluate(
    async ({ form, cases, hubHost }) => {
      const { createReranker, embeddedModel, inspectRepository } = window.tabrank;
      const { device, dtype, pooling = "mean", queryPrefix = "", maxTokens } = form;
      const embedded = dtype === "w8a8" || dtype === "w8a32";
      const looked = embedded
        ? embeddedModel
        : await inspectRepository(form.repository, { hubHost, fetch: (...args) => fetch(...args) });
      const model = {
        ...looked,
        recipe: { family: "bi-encoder", pooling, queryPrefix },
        forms: looked.forms.map((it) => ({ ...it, devices: [device] })),
        maxTokens,
      } as const;
      const reranker = await createReranker({ model, device, dtype, hubHost, modelBaseUrl: "/models/" });
      const fidelity = { largestError: 0, wrongOrders: 0, wrongTokenCounts: 0, pairs: 0 };
      for (const { query, documents, scores, documentTokens } of cases) {
        const { results } = await reranker.rerank(
          { query, documents },
          {
            onProgress: (progress) => {
              if (progress.phase !== "score") return;
              for (const scored of progress.documents) {
                if (scored.documentTokens !== documentTokens[scored.index]) fidelity.wrongTokenCounts += 1;
              }
            },
          },
        );
        let largest = 0;
        for (const { index, relevance_score } of results) {
          const error = Math.abs(relevance_score - (scores[index] ?? Number.NaN));
          largest = Math.max(largest, Number.isNaN(error) ? Infinity : error);
        }
        const disordered = results.some(({ index }, position) => {
          const next = results[position + 1];
          return next !== undefined && (scores[next.index] ?? 0) - (scores[index] ?? 0) > 2 * largest;
        });
        fidelity.largestError = Math.max(fidelity.largestError, largest);
        fidelity.wrongOrders += Number(disordered);
        fidelity.pairs += documents.length;
      }
      const { status } = reranker;
      reranker.dispose();
      return { ran: `${status?.device} ${status?.dtype}`, ...fidelity };
    },
    { form, cases, hubHost },
  );
}
