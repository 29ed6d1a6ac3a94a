/** The candidates of the comparison as they are shown: the page's own first. */
import type { ModelEntry } from "../../../../models/model.ts";
import type { LocalCandidate, Candidate, CandidateRun } from "../../stores/comparison/candidates.ts";
import { candidateName } from "../../stores/comparison/selectors.ts";
import type { Draft } from "../../stores/draft.ts";
import { type Ranking, sameQuestion } from "../../stores/ranking.ts";

export interface ShownCandidate {
  id: string;
  /** `Local`, `Remote`, or what tells a further model from the others. */
  name: string;
  run: CandidateRun;
  ranking: Ranking | undefined;
  /** Whether its ranking answers what the page's own answers, from where it would be asked now: only then are they compared. */
  comparable: boolean;
  /** Why its ranking is not of now. */
  stale: "earlier input" | "earlier settings" | undefined;
}

interface CandidatesOptions {
  local: Ranking | undefined;
  /** What the page was asked last. */
  question: Draft | undefined;
  /** Of the server that would be asked now. */
  source: string;
  ids: readonly string[];
  candidates: Readonly<Record<string, Candidate>>;
  localCandidates: readonly LocalCandidate[];
  findModel: (id: string) => ModelEntry | undefined;
}

export const localId = "local";

export function shownCandidates(options: CandidatesOptions): ShownCandidate[] {
  const { local, question, source, ids, candidates, localCandidates, findModel } = options;
  const staleness = (ranking: Ranking | undefined): ShownCandidate["stale"] => {
    if (!ranking) return undefined;
    if (question && !sameQuestion(question, ranking.draft)) return "earlier input";
    return ranking.source === undefined || ranking.source === source ? undefined : "earlier settings";
  };
  return [
    {
      id: localId,
      name: "Local",
      run: { status: "idle" },
      ranking: local,
      comparable: true,
      stale: staleness(local),
    },
    ...ids.map((id): ShownCandidate => {
      const { run, ranking } = candidates[id] ?? { run: { status: "idle" }, ranking: undefined };
      const stale = staleness(ranking);
      const same = local !== undefined && ranking !== undefined && sameQuestion(local.draft, ranking.draft);
      const comparable = same && stale !== "earlier settings";
      return { id, name: candidateName(id, localCandidates, findModel), run, ranking, comparable, stale };
    }),
  ];
}

/** Those that can be compared with the page's own. */
export function compared(candidates: readonly ShownCandidate[]): (ShownCandidate & { ranking: Ranking })[] {
  return candidates.flatMap((candidate) =>
    candidate.ranking && candidate.comparable && candidate.id !== localId
      ? [{ ...candidate, ranking: candidate.ranking }]
      : [],
  );
}
