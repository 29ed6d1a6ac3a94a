/** The comparison over all examples. */
import type { RerankProgress } from "../../../../contract/reranker.ts";
import type { LatestRun, RunContext } from "../../../../engine/latest-run.ts";
import type { Example } from "../../../examples/examples.ts";
import type { PlaygroundStore } from "../playground-store.ts";
import { candidateText } from "../../text/candidates.ts";
import type { Slice } from "../slice.ts";
import { remoteId } from "./candidates.ts";
import { type ExampleSet, exampleSetRows } from "./example-set-rows.ts";
import type { LocalState } from "./local.ts";
import type { Rankers } from "./rank.ts";
import type { RemoteState } from "./remote.ts";
import { candidateIds, candidateName, remoteHost } from "./selectors.ts";

export interface ExampleSetState {
  exampleSet: ExampleSet;
  runExampleSet: (examples: readonly (() => Promise<Example>)[]) => Promise<void>;
}

interface ExampleSetOptions {
  /** Shared: a change of the candidates cancels it. */
  exampleSetRun: LatestRun;
  playground: PlaygroundStore;
  rankers: Rankers;
}

export function createExampleSet(
  { set, get }: Slice<ExampleSetState & LocalState & RemoteState>,
  { exampleSetRun, playground, rankers: { rank, rankOnPage } }: ExampleSetOptions,
): ExampleSetState {
  const change = (next: Partial<ExampleSet>): void =>
    set(({ exampleSet }) => ({ exampleSet: { ...exampleSet, ...next } }));

  function name(id: string): string {
    const state = get();
    if (id === remoteId) return remoteHost(state) ?? candidateText.recordings;
    return candidateName(id, state.localCandidates, playground.getState().findModel);
  }

  async function run(
    examples: readonly (() => Promise<Example>)[],
    { signal, isLatest }: RunContext,
  ): Promise<void> {
    change({ status: "running", done: 0, total: examples.length, rows: [], message: undefined });
    const onProgress = (progress: RerankProgress): void => {
      // Only a pause that a server asked for takes long enough to be shown.
      if (isLatest()) change({ message: progress.phase === "retry" ? progress.reason : undefined });
    };
    const examplesDone = exampleSetRows({
      examples,
      settings: playground.getState().draft.settings,
      candidates: candidateIds(get()).map((id) => ({ id, name: name(id) })),
      rankOnPage: (draft) => rankOnPage(draft, signal),
      rank: (id, draft) => rank(id, draft, { signal, onProgress }),
      signal,
    });
    for await (const added of examplesDone) {
      const { done, rows } = get().exampleSet;
      if (isLatest()) change({ rows: [...rows, ...added], done: done + 1, message: undefined });
    }
  }

  return {
    exampleSet: { status: "idle", done: 0, total: 0, rows: [] },
    runExampleSet: (examples) =>
      exampleSetRun.start((context) => run(examples, context), {
        done: () => change({ status: "done" }),
        failed: ({ message }) => change({ status: "failed", message }),
        cancelled: () => change({ status: "cancelled" }),
      }),
  };
}
