/** How much the order of the documents matters to a listwise model. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RerankError } from "../../../../src/contract/errors.ts";
import { catalogue } from "../../../../src/models/catalogue.ts";
import {
  exportOrderCsv,
  exportOrderJson,
  exportOrderMarkdown,
} from "../../../../src/ui/playground/features/order/export-order.ts";
import { orderFigures } from "../../../../src/ui/playground/features/order/order-figures.ts";
import { createOrderSeries } from "../../../../src/ui/playground/features/order/order-series.ts";
import { createPlaygroundStore } from "../../../../src/ui/playground/stores/playground-store.ts";
import { newRow } from "../../../../src/ui/playground/stores/rows.ts";
import { type Work, fakeEngines, modelOf } from "./fake-engines.ts";

const listwise = modelOf({
  family: "listwise",
  maxQueryTokens: 8,
  maxDocumentTokens: 8,
  maxBlockDocuments: 4,
});

describe("the figures", () => {
  const rankingOf = (scores: readonly number[]) =>
    scores
      .map((relevance_score, index) => ({ index, relevance_score }))
      .toSorted((a, b) => b.relevance_score - a.relevance_score || a.index - b.index);

  test("of every document lie between its lowest and its highest", () => {
    const scores = fc.array(
      fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 6, maxLength: 6 }),
      {
        minLength: 1,
        maxLength: 6,
      },
    );
    fc.assert(
      fc.property(scores, (all) => {
        const [given = [], ...others] = all.map(rankingOf);
        const { rows, orders, tau, sameFirst } = orderFigures(given, others);
        expect(orders).toBe(all.length);
        expect(rows.map(({ index }) => index)).toEqual(given.map(({ index }) => index));
        rows.forEach((row, place) => {
          const own = all.map((scores) => scores[row.index] ?? NaN);
          expect(row.given).toBe(own[0]);
          expect([row.lowest, row.highest]).toEqual([Math.min(...own), Math.max(...own)]);
          expect(row.mean).toBeGreaterThanOrEqual(row.lowest - 1e-12);
          expect(row.mean).toBeLessThanOrEqual(row.highest + 1e-12);
          expect(row.bestRank).toBeLessThanOrEqual(place + 1);
          expect(row.worstRank).toBeGreaterThanOrEqual(place + 1);
        });
        expect(Math.abs(tau)).toBeLessThanOrEqual(1);
        expect(sameFirst).toBeGreaterThanOrEqual(1);
        expect(sameFirst).toBeLessThanOrEqual(orders);
      }),
    );
  });

  test("of an order that changes nothing are those of no change", () => {
    const ranking = rankingOf([0.1, 0.5, 0.3]);
    expect(orderFigures(ranking, [ranking, ranking])).toMatchObject({
      tau: 1,
      sameFirst: 3,
      rows: [
        { index: 1, given: 0.5, lowest: 0.5, highest: 0.5, bestRank: 1, worstRank: 1 },
        { index: 2, bestRank: 2, worstRank: 2 },
        { index: 0, bestRank: 3, worstRank: 3 },
      ],
    });
  });

  test("of a reversal", () => {
    const { tau, rows } = orderFigures(rankingOf([3, 2, 1]), [rankingOf([1, 2, 3])]);
    expect(tau).toBe(-1);
    expect(rows[0]).toEqual({
      index: 0,
      given: 3,
      lowest: 1,
      highest: 3,
      mean: 2,
      bestRank: 1,
      worstRank: 3,
    });
  });
});

async function setup() {
  const fake = fakeEngines();
  const playground = createPlaygroundStore({
    catalogue: [...catalogue, listwise],
    engines: fake.engines,
    now: () => 0,
    schedule: (show) => show(),
  });
  const rows = ["aaaa", "aaaa", "aa", "=a"].map(newRow);
  playground.getState().openDraft({ ...playground.getState().draft, rows }, "");
  playground.getState().setSettings({ modelId: listwise.id });
  await playground.getState().rerank();
  const orders = createOrderSeries(playground);
  const end = orders.getState().follow();
  return { ...fake, playground, orders, end };
}

const untilAborted: Work = ({ signal }) =>
  new Promise((_, reject) => {
    signal?.addEventListener("abort", () => reject(signal.reason as Error));
  });

describe("the series", () => {
  test("ranks the same documents in five other orders on the page's engine, and leaves the page as it was", async () => {
    const { playground, orders, requests, made } = await setup();
    const before = playground.getState();
    await orders.getState().start();
    expect(made.length).toBe(1);
    expect(requests.length).toBe(6);
    const given = requests[0]?.documents ?? [];
    for (const { documents, query } of requests) {
      expect(documents.toSorted()).toEqual(given.toSorted());
      expect(query).toBe(requests[0]?.query);
    }
    expect(playground.getState()).toEqual(before);
    const { series } = orders.getState();
    expect(series).toMatchObject({ status: "done", figures: { orders: 6 } });
    if (series.status !== "done") return;
    const { rows, tau } = series.figures;
    expect(rows.map(({ index }) => index)).toEqual(before.answer?.ranked.map(({ index }) => index));
    expect(tau).toBeLessThan(1);
    expect(rows[0]).toMatchObject({ index: 0, given: 0.004, highest: 0.004, bestRank: 1 });
    expect(rows[0]?.lowest).toBeLessThan(0.004);
  });

  test("tells how far it is", async () => {
    const { orders, setWork } = await setup();
    const seen: string[] = [];
    setWork(async () => {
      const { series } = orders.getState();
      if (series.status === "running") seen.push(`${series.done} of ${series.total}`);
    });
    await orders.getState().start();
    expect(seen).toEqual(["0 of 5", "1 of 5", "2 of 5", "3 of 5", "4 of 5"]);
  });

  test("that is cancelled, or fails, leaves the answer", async () => {
    const { playground, orders, setWork } = await setup();
    const { answer } = playground.getState();
    setWork(untilAborted);
    const running = orders.getState().start();
    orders.getState().cancel();
    await running;
    expect(orders.getState().series).toEqual({ status: "cancelled" });
    setWork(() => Promise.reject(new RerankError("out_of_memory", "full")));
    await orders.getState().start();
    expect(orders.getState().series).toMatchObject({ status: "failed", error: { code: "out_of_memory" } });
    expect(playground.getState()).toMatchObject({ run: { status: "idle" } });
    expect(playground.getState().answer).toBe(answer);
  });

  test("gives way to the page's own run, whose answer clears what came of it", async () => {
    const { playground, orders, setWork } = await setup();
    setWork(untilAborted);
    const running = orders.getState().start();
    setWork(async () => {});
    const run = playground.getState().rerank();
    expect(orders.getState().series).toEqual({ status: "cancelled" });
    await Promise.all([running, run]);
    expect(orders.getState().series).toEqual({ status: "idle" });
    await orders.getState().start();
    expect(orders.getState().series.status).toBe("done");
    await playground.getState().rerank();
    expect(orders.getState().series).toEqual({ status: "idle" });
  });

  test("ends when nobody looks any more", async () => {
    const { orders, setWork, end } = await setup();
    let signal: AbortSignal | undefined;
    setWork((options) => {
      signal = options.signal;
      return untilAborted(options);
    });
    const running = orders.getState().start();
    end();
    await running;
    expect(signal?.aborted).toBe(true);
  });

  test("is exported with every document", async () => {
    const { playground, orders } = await setup();
    await orders.getState().start();
    const { answer } = playground.getState();
    const { series } = orders.getState();
    if (!answer || series.status !== "done") throw new Error("There is nothing to export.");
    const csv = exportOrderCsv(answer, series.figures).text;
    expect(csv.split("\n")[0]?.trim()).toBe(
      "document,rank,score,lowest,highest,mean,bestRank,worstRank,text",
    );
    expect(csv.trim().split("\n").length).toBe(5);
    // No spreadsheet takes a text for a formula.
    expect(csv).toContain("'=a");
    expect(JSON.parse(exportOrderJson(answer, series.figures).text)).toMatchObject({ orders: 6 });
    expect(exportOrderMarkdown(answer, series.figures).text).toContain("mean Kendall τ");
  });
});
