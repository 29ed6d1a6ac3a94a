import { Suspense } from "react";
import { candidateIds } from "../../stores/comparison/selectors.ts";
import { useComparison } from "../../stores/store-context.ts";
import { lazyPart } from "../../parts/lazy-part.tsx";

const Comparison = lazyPart(() => import("./Comparison.tsx"));

/** Shown, and its code fetched, once there is a candidate. */
export function LazyComparison() {
  const comparing = useComparison((state) => candidateIds(state).length > 0);
  if (!comparing) return undefined;
  return (
    <Suspense>
      <Comparison />
    </Suspense>
  );
}
