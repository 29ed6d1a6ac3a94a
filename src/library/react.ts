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
import type { RerankError } from "../contract/errors.ts";
import type { RerankRequest, RerankResponse } from "../contract/rerank.ts";
import type { RerankProgress } from "../contract/reranker.ts";
import { LatestRun } from "../engine/latest-run.ts";
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
  readonly #runs = new LatestRun();

  constructor(key: string, setState: (change: (state: State) => State) => void) {
    // It was made of options a moment ago.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    this.#options = JSON.parse(key) as LibraryOptions;
    this.#setState = setState;
  }

  readonly rerank = (request: RerankRequest): Promise<void> => {
    const change = (changed: Partial<State>): void => this.#setState((state) => ({ ...state, ...changed }));
    change({ status: "running", error: undefined, progress: undefined });
    return this.#runs.start(
      async ({ signal, isLatest }) => {
        const onProgress = (progress: RerankProgress): void => {
          if (isLatest()) change({ progress });
        };
        const reranker = await this.#load(onProgress);
        return reranker.rerank(request, { signal, onProgress });
      },
      {
        done: (response) => change({ status: "idle", response, progress: undefined }),
        failed: (error) => change({ status: "failed", error, progress: undefined }),
        cancelled: () => change({ status: "idle", progress: undefined }),
      },
    );
  };

  readonly cancel = (): void => this.#runs.cancel();

  /** Frees workers and memory. A later run starts from the beginning. */
  end(): void {
    this.#runs.discard();
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
