import { useEffect, useState } from "react";
import { usePlayground } from "../../stores/store-context.ts";
import type { Answer } from "../../stores/run.ts";
import { type Look, lookAt } from "./look-at.ts";

/** The matches of one document of an answer; those of an earlier answer are never shown for it. */
export function useLook(answer: Answer, index: number): Look {
  const engineFor = usePlayground((state) => state.engineFor);
  const [last, setLast] = useState<{ answer: Answer; look: Look }>();
  useEffect(() => {
    const abort = new AbortController();
    async function look(): Promise<void> {
      const found = await lookAt({ engineFor, answer, index, signal: abort.signal });
      if (!abort.signal.aborted) setLast({ answer, look: found });
    }
    void look();
    return () => abort.abort();
  }, [engineFor, answer, index]);
  return last?.answer === answer ? last.look : { status: "looking" };
}
