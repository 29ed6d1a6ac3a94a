/**
 * For React 18 and later.
 *
 * @example
 * ```tsx
 * import { useReranker } from "tabrank/react";
 *
 * function Best() {
 *   const { status, response, rerank, cancel } = useReranker();
 *   return (
 *     <button onClick={() => (status === "running" ? cancel() : void rerank({ query, documents }))}>
 *       {response?.results[0]?.index ?? status}
 *     </button>
 *   );
 * }
 * ```
 */
import { useEffect, useMemo, useState } from "react";
import { RerankError, isAbort } from "../contract/errors.ts";
import type { RerankRequest, RerankResponse } from "../contract/rerank.ts";
import type { RerankProgress } from "../contract/reranker.ts";
import type { LocalReranker } from "../engine/local/local-reranker.ts";
import { type LibraryOptions, createReranker } from "./index.ts";

/** With it comes the type of `<tab-rank>` in JSX. */
export type { TabRankProperties } from "../ui/element/react.ts";

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

type State = Omit<UseReranker, "rerank" | "cancel">;

const initial: State = { status: "idle", response: undefined, error: undefined, progress: undefined };

/**
 * A reranker for as long as the component is there; nothing is downloaded before `rerank` is called.
 * @param options plain data: another model, device, weights or host makes another engine
 */
export function useReranker(options: Omit<LibraryOptions, "signal" | "onProgress"> = {}): UseReranker {
  const [state, setState] = useState(initial);
  const key = JSON.stringify(options);
  const session = useMemo(() => new Session(key, setState), [key]);
  useEffect(() => () => session.end(), [session]);
  return { ...state, rerank: session.rerank, cancel: session.cancel };
}

/** The engine of one component, and the run that is under way. */
class Session {
  readonly #options: LibraryOptions;
  readonly #setState: (change: (state: State) => State) => void;
  #engine: Promise<LocalReranker> | undefined;
  #current: AbortController | undefined;

  constructor(key: string, setState: (change: (state: State) => State) => void) {
    // It was made of options a moment ago.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    this.#options = JSON.parse(key) as LibraryOptions;
    this.#setState = setState;
  }

  readonly rerank = async (request: RerankRequest): Promise<void> => {
    const abort = new AbortController();
    const previous = this.#current;
    this.#current = abort;
    const mine = (change: Partial<State>): void => {
      if (this.#current === abort) this.#setState((state) => ({ ...state, ...change }));
    };
    const onProgress = (progress: RerankProgress): void => mine({ progress });
    mine({ status: "running", error: undefined, progress: undefined });
    previous?.abort();
    try {
      const reranker = await this.#load(onProgress);
      const response = await reranker.rerank(request, { signal: abort.signal, onProgress });
      mine({ status: "idle", response, progress: undefined });
    } catch (cause) {
      if (isAbort(cause)) mine({ status: "idle", progress: undefined });
      else mine({ status: "failed", error: RerankError.from(cause), progress: undefined });
    }
  };

  readonly cancel = (): void => this.#current?.abort();

  /** Frees workers and memory; a later run begins anew. */
  end(): void {
    this.#current?.abort();
    this.#current = undefined;
    this.#engine?.then(
      (reranker) => reranker.dispose(),
      () => undefined,
    );
    this.#engine = undefined;
  }

  #load(onProgress: (progress: RerankProgress) => void): Promise<LocalReranker> {
    const engine = (this.#engine ??= createReranker({ ...this.#options, onProgress }));
    // What could not be loaded is tried anew by the next run.
    engine.catch(() => {
      if (this.#engine === engine) this.#engine = undefined;
    });
    return engine;
  }
}
