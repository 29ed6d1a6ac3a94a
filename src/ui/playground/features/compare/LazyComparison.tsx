import { Suspense, lazy } from "react";
import { candidateIds } from "../../stores/comparison/selectors.ts";
import { useComparison } from "../../stores/store-context.ts";

const Comparison = lazy(() => import("./Comparison.tsx"));

/** There as soon as there is somebody to compare with; only then is its code fetched. */
export function LazyComparison() {
  const comparing = useComparison((state) => candidateIds(state).length > 0);
  if (!comparing) return undefined;
  return (
    <Suspense>
      <Comparison />
    </Suspense>
  );
}
