import { Suspense, lazy } from "react";
import { usePlayground } from "../../stores/store-context.ts";

const Order = lazy(() => import("./Order.tsx"));

/** Shown, and its code fetched, for an answer of a model that reads several documents at once. */
export function LazyOrder() {
  const answer = usePlayground((state) => state.answer);
  if (answer?.family !== "listwise" || answer.documents.length < 2) return undefined;
  return (
    <Suspense>
      <Order answer={answer} />
    </Suspense>
  );
}
