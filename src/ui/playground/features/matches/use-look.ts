import { useEffect, useState } from "react";
import { usePlayground } from "../../stores/store-context.ts";
import type { Answer } from "../../stores/run.ts";
import { type Look, lookAt } from "./look-at.ts";

/** The matches of one document of an answer; those of an earlier answer are never shown for it. */
export function useLook(answer: Answer, index: number): Look {
  const engineOf = usePlayground((state) => state.engineOf);
  const [last, setLast] = useState<{ answer: Answer; look: Look }>();
  useEffect(() => {
    const abort = new AbortController();
    async function look(): Promise<void> {
      const found = await lookAt({ engineOf, answer, index, signal: abort.signal });
      if (!abort.signal.aborted) setLast({ answer, look: found });
    }
    void look();
    return () => abort.abort();
  }, [engineOf, answer, index]);
  return last?.answer === answer ? last.look : { status: "looking" };
}
