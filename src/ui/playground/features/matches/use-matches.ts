import { useEffect, useState } from "react";
import { usePlayground } from "../../stores/store-context.ts";
import type { Answer } from "../../stores/run.ts";
import { type MatchesState, loadMatches } from "./load-matches.ts";

/** The matches of one document of an answer, never those of an earlier answer. */
export function useMatches(answer: Answer, index: number): MatchesState {
  const engineFor = usePlayground((state) => state.engineFor);
  const [last, setLast] = useState<{ answer: Answer; state: MatchesState }>();
  useEffect(() => {
    const abort = new AbortController();
    async function load(): Promise<void> {
      const state = await loadMatches({ engineFor, answer, index, signal: abort.signal });
      if (!abort.signal.aborted) setLast({ answer, state });
    }
    void load();
    return () => abort.abort();
  }, [engineFor, answer, index]);
  return last?.answer === answer ? last.state : { status: "loading" };
}
