import { Suspense } from "react";
import { families } from "../../../../models/families.ts";
import { usePlayground } from "../../stores/store-context.ts";
import { lazyPart } from "../../parts/lazy-part.tsx";

const Order = lazyPart(() => import("./Order.tsx"));

/** The order of the documents matters to listwise models only; the code is fetched with their first answer. */
export function LazyOrder() {
  const answer = usePlayground((state) => state.answer);
  if (!answer || !families[answer.family].listwise || answer.documents.length < 2) return undefined;
  return (
    <Suspense>
      <Order answer={answer} />
    </Suspense>
  );
}
