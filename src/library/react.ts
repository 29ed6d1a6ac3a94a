/** For React 18 and later. */
import { useCallback, useEffect, useRef, useState } from "react";
import { RerankError, isAbort } from "../contract/errors.ts";
import type { RerankRequest, RerankResponse } from "../contract/rerank.ts";
import type { RerankProgress } from "../contract/reranker.ts";
import type { LocalReranker } from "../engine/local/local-reranker.ts";
import { type LibraryOptions, createReranker } from "./index.ts";

export interface UseReranker {
  status: "idle" | "running" | "failed";
  /** The last good one: it stays while another run is under way, and when that fails or is cancelled. */
  response: RerankResponse | undefined;
  error: RerankError | undefined;
  progress: RerankProgress | undefined;
  /** Loads the model at the first call. A newer run takes the place of an older one. Never rejects. */
  rerank: (request: RerankRequest) => Promise<void>;
  cancel: () => void;
}

/**
 * A reranker for as long as the component is there; nothing is downloaded before `rerank` is called.
 * @param options another model, device, weights or host makes another engine
 */
export function useReranker(options: Omit<LibraryOptions, "signal" | "onProgress"> = {}): UseReranker {
  const [state, setState] = useState<Omit<UseReranker, "rerank" | "cancel">>({
    status: "idle",
    response: undefined,
    error: undefined,
    progress: undefined,
  });
  const engine = useRef<{ key: string; reranker: Promise<LocalReranker> }>(undefined);
  const current = useRef<AbortController>(undefined);
  const key = JSON.stringify(options);
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });

  const cancel = useCallback(() => current.current?.abort(), []);
  useEffect(
    () => () => {
      current.current?.abort();
      dispose(engine.current?.reranker);
      engine.current = undefined;
    },
    [key],
  );

  const rerank = useCallback(
    async (request: RerankRequest): Promise<void> => {
      const abort = new AbortController();
      const previous = current.current;
      current.current = abort;
      const mine = (change: Partial<UseReranker>): void => {
        if (current.current === abort) setState((state) => ({ ...state, ...change }));
      };
      const onProgress = (progress: RerankProgress): void => mine({ progress });
      mine({ status: "running", error: undefined, progress: undefined });
      try {
        engine.current ??= { key, reranker: createReranker({ ...latest.current, onProgress }) };
        previous?.abort();
        const reranker = await engine.current.reranker;
        const response = await reranker.rerank(request, { signal: abort.signal, onProgress });
        mine({ status: "idle", response, progress: undefined });
      } catch (cause) {
        // What could not be loaded is tried anew by the next run.
        if (engine.current && (await failed(engine.current.reranker))) engine.current = undefined;
        if (isAbort(cause)) mine({ status: "idle", progress: undefined });
        else mine({ status: "failed", error: RerankError.from(cause), progress: undefined });
      }
    },
    [key],
  );
  return { ...state, rerank, cancel };
}

function dispose(reranker: Promise<LocalReranker> | undefined): void {
  reranker?.then(
    (loaded) => loaded.dispose(),
    () => undefined,
  );
}

function failed(promise: Promise<unknown>): Promise<boolean> {
  return promise.then(
    () => false,
    () => true,
  );
}
