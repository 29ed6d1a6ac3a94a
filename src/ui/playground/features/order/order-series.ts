/** An answer's request in shuffled orders: how the series is doing, and what came of it. */
import { type StoreApi, createStore } from "zustand/vanilla";
import { shuffledOrders } from "../../../../metrics/shuffled-orders.ts";
import { RerankError, isAbort } from "../../../../contract/errors.ts";
import type { RerankProgress } from "../../../../contract/reranker.ts";
import type { PlaygroundStore } from "../../stores/playground-store.ts";
import { type OrderFigures, orderFigures } from "./order-figures.ts";
import { rankShuffled } from "./rank-shuffled.ts";

export type OrderSeries =
  | { status: "idle" }
  /** `done` of `total` orders are ranked; the progress is that of the next. */
  | { status: "running"; done: number; total: number; progress: RerankProgress | undefined }
  | { status: "done"; figures: OrderFigures }
  | { status: "failed"; error: RerankError }
  | { status: "cancelled" };

interface OrderSeriesState {
  series: OrderSeries;
  /** Ranks the page's answer anew; each time in other orders. */
  start: () => Promise<void>;
  cancel: () => void;
  /** From now on another answer ends the series and what came of it, and the page's own run comes first. */
  follow: () => () => void;
}

/** Beside the given order. */
const shuffles = 5;

export function createOrderSeries(playground: PlaygroundStore): StoreApi<OrderSeriesState> {
  let current: AbortController | undefined;
  let tries = 0;

  return createStore<OrderSeriesState>()((set) => {
    const end = (series: OrderSeries): void => {
      const ended = current;
      current = undefined;
      set({ series });
      ended?.abort(new DOMException("The series was cancelled.", "AbortError"));
    };
    const cancel = (): void => {
      if (current) end({ status: "cancelled" });
    };

    return {
      series: { status: "idle" },
      start: async () => {
        const { answer, rankBeside } = playground.getState();
        if (!answer) return;
        cancel();
        const abort = new AbortController();
        current = abort;
        const show = (series: OrderSeries): void => {
          if (current === abort) set({ series });
        };
        tries += 1;
        const orders = shuffledOrders(answer.documents.length, shuffles, tries);
        try {
          const others = await rankShuffled({
            draft: answer.draft,
            orders,
            rank: rankBeside,
            signal: abort.signal,
            onProgress: (done, progress) => show({ status: "running", done, total: orders.length, progress }),
          });
          show({ status: "done", figures: orderFigures(answer.ranked, others) });
        } catch (cause) {
          show(
            isAbort(cause) ? { status: "cancelled" } : { status: "failed", error: RerankError.from(cause) },
          );
        }
        if (current === abort) current = undefined;
      },
      cancel,
      follow: () => {
        const stop = playground.subscribe(({ answer, run }, before) => {
          if (answer !== before.answer) end({ status: "idle" });
          else if (run.status === "running" && before.run.status !== "running") cancel();
        });
        return () => {
          stop();
          cancel();
        };
      },
    };
  });
}
