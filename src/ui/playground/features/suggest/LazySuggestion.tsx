import { Suspense } from "react";
import { lazyPart } from "../../parts/lazy-part.tsx";
import type { Answer } from "../../stores/run.ts";

const Suggestion = lazyPart(() => import("./Suggestion.tsx"));

/** Below the answer of an embedding model, a reranker; below the reranker's, what it has changed. */
export function LazySuggestion({ answer }: { answer: Answer }) {
  if (answer.family !== "bi-encoder" && answer.family !== "cross-encoder") return undefined;
  return (
    <Suspense>
      <Suggestion answer={answer} />
    </Suspense>
  );
}
