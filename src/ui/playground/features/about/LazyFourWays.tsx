import { Suspense, lazy } from "react";
import { usePlayground } from "../../stores/store-context.ts";

const FourWays = lazy(() => import("./FourWays.tsx"));

/** Fetched once there is an answer to put beside others. */
export function LazyFourWays() {
  const answer = usePlayground((state) => state.answer);
  const hint = <p className="text-muted">Press Rerank first: the four orders of your documents come here.</p>;
  return answer ? (
    <Suspense fallback={hint}>
      <FourWays answer={answer} />
    </Suspense>
  ) : (
    hint
  );
}
