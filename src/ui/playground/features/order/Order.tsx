import { Shuffle, Square } from "lucide-react";
import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { describeError } from "../../../text/describe-error.ts";
import { describeProgress } from "../../../text/describe-progress.ts";
import { plural } from "../../../text/format.ts";
import type { Answer } from "../../stores/run.ts";
import { usePlayground, usePlaygroundStore } from "../../stores/store-context.ts";
import { OrderTable } from "./OrderTable.tsx";
import { type OrderSeries, createOrderSeries } from "./order-series.ts";

/** That the order of the documents counts in a listwise answer, and how much. */
export default function Order({ answer }: { answer: Answer }) {
  const playground = usePlaygroundStore();
  const [orders] = useState(() => createOrderSeries(playground));
  useEffect(() => orders.getState().follow(), [orders]);
  const { series, start, cancel } = useStore(orders);
  const pageRuns = usePlayground((state) => state.run.status === "running");
  const { blocks = 1 } = answer;
  const running = series.status === "running";
  return (
    <section aria-label="Order of the documents" className="panel relative print:hidden">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
        <p className="min-w-0 grow basis-72">
          This model reads the documents together, so the order in which they are given matters.
          {blocks > 1 && ` It read them in ${blocks} blocks.`}
        </p>
        <button
          type="button"
          className="button"
          disabled={pageRuns}
          onClick={() => (running ? cancel() : void start())}
        >
          {running ? <Square aria-hidden size={14} /> : <Shuffle aria-hidden size={14} />}
          {buttonLabel(series)}
        </button>
      </div>
      <State series={series} />
      {series.status === "done" && <OrderTable answer={answer} figures={series.figures} />}
      <output className="sr-only">{announcement(series)}</output>
    </section>
  );
}

function buttonLabel({ status }: OrderSeries): string {
  if (status === "running") return "Cancel the other orders";
  return status === "done" ? "Try other orders" : "How much does order matter?";
}

/** The phase, not every step of it. */
function announcement(series: OrderSeries): string {
  switch (series.status) {
    case "idle":
    case "failed":
      return "";
    case "running":
      return `Reranking in ${plural(series.total, "other order")}.`;
    case "done":
      return "The other orders are ranked.";
    case "cancelled":
      return "Cancelled.";
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
          Order {done + 1} of {total}: {text}
          <progress
            aria-label="Progress of the other orders"
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
      return <p className="px-4 pb-3 text-xs text-muted">Cancelled; the answer is as it was.</p>;
  }
}
