import { Suspense, lazy } from "react";
import { usePlayground } from "../../stores/store-context.ts";

const Order = lazy(() => import("./Order.tsx"));

/** For an answer of a model that reads several documents at once; only then is its code fetched. */
export function LazyOrder() {
  const answer = usePlayground((state) => state.answer);
  if (answer?.family !== "listwise" || answer.documents.length < 2) return undefined;
  return (
    <Suspense>
      <Order answer={answer} />
    </Suspense>
  );
}
