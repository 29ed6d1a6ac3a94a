/** Ranks the request of an answer with its documents in shuffled orders; the state of that series. */
import { type StoreApi, createStore } from "zustand/vanilla";
import { shuffledOrders } from "../../../../metrics/shuffled-orders.ts";
import type { RerankError } from "../../../../contract/errors.ts";
import type { RerankProgress } from "../../../../contract/reranker.ts";
import { LatestRun, type RunContext } from "../../../../engine/latest-run.ts";
import type { PlaygroundStore } from "../../stores/playground-store.ts";
import { type OrderFigures, type ScoredOrder, orderFigures } from "./order-figures.ts";
import { rankShuffled } from "./rank-shuffled.ts";

export type OrderSeries =
  | { status: "idle" }
  /** `done` of `total` orders are ranked; `progress` is that of the next one. */
  | { status: "running"; done: number; total: number; progress: RerankProgress | undefined }
  | { status: "done"; figures: OrderFigures }
  | { status: "failed"; error: RerankError }
  | { status: "cancelled" };

interface OrderSeriesState {
  series: OrderSeries;
  /** Ranks the page's answer again, in new shuffled orders each time. */
  start: () => Promise<void>;
  cancel: () => void;
  /**
   * From now on a new answer of the page clears the series, and a run of the page cancels it.
   * @returns ends that, and cancels the series
   */
  follow: () => () => void;
}

/** Besides the given order. */
const shuffles = 5;

export function createOrderSeries(playground: PlaygroundStore): StoreApi<OrderSeriesState> {
  const latest = new LatestRun();
  let seed = 0;

  return createStore<OrderSeriesState>()((set) => ({
    series: { status: "idle" },
    start: async () => {
      const { answer, rankBeside } = playground.getState();
      if (!answer) return;
      seed += 1;
      const orders = shuffledOrders(answer.documents.length, shuffles, seed);
      const rank = ({ signal, isLatest }: RunContext): Promise<ScoredOrder[]> =>
        rankShuffled({
          draft: answer.draft,
          orders,
          rank: (draft, options) => rankBeside(draft, { ...options, device: answer.engine.device }),
          signal,
          onProgress: (done, progress) => {
            if (isLatest()) set({ series: { status: "running", done, total: orders.length, progress } });
          },
        });
      await latest.start(rank, {
        done: (others) => set({ series: { status: "done", figures: orderFigures(answer.ranked, others) } }),
        failed: (error) => set({ series: { status: "failed", error } }),
        cancelled: () => set({ series: { status: "cancelled" } }),
      });
    },
    cancel: () => latest.cancel(),
    follow: () => {
      const stop = playground.subscribe(({ answer, run }, before) => {
        if (answer !== before.answer) {
          latest.discard();
          set({ series: { status: "idle" } });
        } else if (run.status === "running" && before.run.status !== "running") latest.cancel();
      });
      return () => {
        stop();
        latest.cancel();
      };
    },
  }));
}
