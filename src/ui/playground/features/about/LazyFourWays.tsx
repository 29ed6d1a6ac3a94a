import { Suspense } from "react";
import { usePlayground } from "../../stores/store-context.ts";
import { aboutText } from "../../text/about.ts";
import { lazyPart } from "../../parts/lazy-part.tsx";

const FourWays = lazyPart(() => import("./FourWays.tsx"));

/** Loaded with the first answer. */
export function LazyFourWays() {
  const answer = usePlayground((state) => state.answer);
  const hint = <p className="text-muted">{aboutText.fourWaysHint}</p>;
  return answer ? (
    <Suspense fallback={hint}>
      <FourWays answer={answer} />
    </Suspense>
  ) : (
    hint
  );
}
