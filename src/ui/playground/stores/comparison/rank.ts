/** How a candidate ranks a draft: on the server, or in this tab. */
import { RerankError } from "../../../../contract/errors.ts";
import type { RerankOptions } from "../../../../contract/reranker.ts";
import type { ModelEntry } from "../../../../models/model.ts";
import { type Draft, draftInstruction } from "../draft.ts";
import type { Engines } from "../engines.ts";
import { rankLocally } from "../local-run.ts";
import { missingModel } from "../missing-model.ts";
import type { PlaygroundStore } from "../playground-store.ts";
import { mainEngine } from "../playground/running.ts";
import { type Ranking, answerRanking } from "../ranking.ts";
import { keySlot } from "../remote-settings.ts";
import { candidateText } from "../../text/candidates.ts";
import type { Slice } from "../slice.ts";
import { remoteId } from "./candidates.ts";
import { loadRemoteRun } from "./load-remote-run.ts";
import type { LocalState } from "./local.ts";
import type { RemoteState } from "./remote.ts";
import { selectedApiKey } from "./selectors.ts";
import { createTurns } from "./turns.ts";

type Rank = (id: string, draft: Draft, options: Required<RerankOptions>) => Promise<Ranking>;

export interface Rankers {
  rank: Rank;
  /** On the page's own engine, when its turn has come. */
  rankOnPage: (draft: Draft, signal: AbortSignal) => Promise<Ranking>;
}

interface RankersOptions {
  playground: PlaygroundStore;
  engines: Engines;
  now: () => number;
  date: () => Date;
  sentKeySlots: Set<string>;
}

export function createRankers(
  { set, get }: Slice<RemoteState & LocalState>,
  { playground, engines, now, date, sentKeySlots }: RankersOptions,
): Rankers {
  const takeTurn = createTurns(playground);

  const findModel = ({ settings: { modelId } }: Draft): ModelEntry | undefined =>
    playground.getState().findModel(modelId);

  async function rankOnServer(draft: Draft, options: Required<RerankOptions>): Promise<Ranking> {
    const { rankRecorded, rankRemotely } = await loadRemoteRun();
    options.signal.throwIfAborted();
    get().settleAddress();
    const { remote, recordings, recording: preferred } = get();
    const model = findModel(draft);
    // The last of several matching recordings answers.
    if (remote.provider === "recording")
      return rankRecorded(draft, model, preferred ? [...recordings, preferred] : recordings);
    sentKeySlots.add(keySlot(remote));
    const run = { ...options, draft, model, remote, apiKey: selectedApiKey(get()), now, date };
    const { ranking, recording } = await rankRemotely(run);
    set(({ recordings }) => ({ recordings: [...recordings, recording] }));
    return ranking;
  }

  async function rankHere(owner: string, draft: Draft, options: Required<RerankOptions>): Promise<Ranking> {
    const model = findModel(draft);
    if (!model) throw missingModel(draft.settings.modelId);
    const engine = engines.get(owner, model, draft.settings);
    return answerRanking(await rankLocally({ ...options, engine, model, draft }));
  }

  async function rankOnCandidate(
    id: string,
    draft: Draft,
    options: Required<RerankOptions>,
  ): Promise<Ranking> {
    const candidate = get().localCandidates.find((other) => other.id === id);
    if (!candidate) throw new RerankError("internal_error", `There is no candidate "${id}".`);
    const { modelId, device, dtype } = candidate;
    const own = { ...draft, settings: { ...draft.settings, modelId, device, dtype } };
    const ranking = await rankHere(id, own, options);
    const withoutInstruction =
      draftInstruction(draft, findModel(draft)) !== undefined &&
      draftInstruction(own, findModel(own)) === undefined;
    return withoutInstruction
      ? { ...ranking, notes: [...ranking.notes, candidateText.withoutInstruction] }
      : ranking;
  }

  return {
    rank: (id, draft, options) =>
      id === remoteId
        ? rankOnServer(draft, options)
        : takeTurn(options.signal, () => rankOnCandidate(id, draft, options)),
    rankOnPage: (draft, signal) =>
      takeTurn(signal, () => rankHere(mainEngine, draft, { signal, onProgress: () => {} })),
  };
}
