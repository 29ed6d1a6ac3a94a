import { Shuffle, Square } from "lucide-react";
import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { describeError } from "../../../text/describe-error.ts";
import { describeProgress } from "../../../text/describe-progress.ts";
import type { Answer } from "../../stores/run.ts";
import { usePlayground, usePlaygroundStore } from "../../stores/store-context.ts";
import { orderText } from "../../text/order.ts";
import { OrderTable } from "./OrderTable.tsx";
import { type OrderSeries, createOrderSeries } from "./order-series.ts";

/** Says that the order of the documents matters to a listwise answer, and measures how much. */
export default function Order({ answer }: { answer: Answer }) {
  const playground = usePlaygroundStore();
  const [orders] = useState(() => createOrderSeries(playground));
  useEffect(() => orders.getState().follow(), [orders]);
  const { series, start, cancel } = useStore(orders);
  const pageRuns = usePlayground((state) => state.run.status === "running");
  const { blocks = 1 } = answer;
  const running = series.status === "running";
  return (
    <section aria-label={orderText.section} className="panel relative print:hidden">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
        <p className="min-w-0 grow basis-72">
          <span>{orderText.intro}</span>
          {blocks > 1 && <span>{` ${orderText.blocks(blocks)}`}</span>}
        </p>
        <button
          type="button"
          className="button"
          disabled={pageRuns}
          onClick={() => (running ? cancel() : void start())}
        >
          {running ? <Square aria-hidden size={14} /> : <Shuffle aria-hidden size={14} />}
          <span>{buttonLabel(series)}</span>
        </button>
      </div>
      <State series={series} />
      {series.status === "done" && <OrderTable answer={answer} figures={series.figures} />}
      <output className="sr-only">{announcement(series)}</output>
    </section>
  );
}

function buttonLabel({ status }: OrderSeries): string {
  if (status === "running") return orderText.cancel;
  return status === "done" ? orderText.again : orderText.start;
}

/** What screen readers hear: the phases of the series, not every step. */
function announcement(series: OrderSeries): string {
  switch (series.status) {
    case "idle":
    case "failed":
      return "";
    case "running":
      return orderText.announceRunning(series.total);
    case "done":
      return orderText.announceDone;
    case "cancelled":
      return orderText.announceCancelled;
  }
}

function State({ series }: { series: OrderSeries }) {
  switch (series.status) {
    case "idle":
    case "done":
      return undefined;
    case "running": {
      const { done, total, progress } = series;
      const { text, fraction = 0 } = describeProgress(progress);
      const scored = progress?.phase === "score" ? fraction : 0;
      return (
        <div className="px-4 pb-3 text-xs text-muted tabular-nums">
          <span>{orderText.running(done + 1, total, text)}</span>
          <progress
            aria-label={orderText.progress}
            className="absolute inset-x-0 bottom-0 block h-0.5 w-full appearance-none overflow-hidden bg-line [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent"
            max={total}
            value={done + scored}
          />
        </div>
      );
    }
    case "failed":
      return (
        <p
          role="alert"
          className="mx-4 mb-3 rounded-md bg-danger-soft px-3 py-2 text-danger [overflow-wrap:anywhere]"
        >
          {describeError(series.error)}
        </p>
      );
    case "cancelled":
      return <p className="px-4 pb-3 text-xs text-muted">{orderText.cancelled}</p>;
  }
}
