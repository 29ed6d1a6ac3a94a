/** The page's own answer and the candidates, as they are shown. */
import type { ModelEntry } from "../../../../models/model.ts";
import type { LocalCandidate, Candidate, CandidateRun } from "../../stores/comparison/candidates.ts";
import { candidateName } from "../../stores/comparison/selectors.ts";
import type { Draft } from "../../stores/draft.ts";
import { candidateText } from "../../text/candidates.ts";
import { type Ranking, sameQuestion } from "../../stores/ranking.ts";

export interface ShownCandidate {
  id: string;
  /** `Local`, `Remote`, or what tells a further model from the others. */
  name: string;
  run: CandidateRun;
  ranking: Ranking | undefined;
  /** Whether its ranking answers the same question as the page's own, with the settings of now. Only such rankings are compared. */
  comparable: boolean;
  /** What has changed since its ranking was made. */
  stale: "input" | "settings" | undefined;
}

interface CandidatesOptions {
  local: Ranking | undefined;
  /** The question that the page was asked last. */
  question: Draft | undefined;
  /** The `sourceKey` of the server with the settings of now. */
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
    if (question && !sameQuestion(question, ranking.draft)) return "input";
    return ranking.source === undefined || ranking.source === source ? undefined : "settings";
  };
  return [
    {
      id: localId,
      name: candidateText.local,
      run: { status: "idle" },
      ranking: local,
      comparable: true,
      stale: staleness(local),
    },
    ...ids.map((id): ShownCandidate => {
      const { run, ranking } = candidates[id] ?? { run: { status: "idle" }, ranking: undefined };
      const stale = staleness(ranking);
      const same = local !== undefined && ranking !== undefined && sameQuestion(local.draft, ranking.draft);
      const comparable = same && stale !== "settings";
      return { id, name: candidateName(id, localCandidates, findModel), run, ranking, comparable, stale };
    }),
  ];
}

/** The candidates that can be compared with the page's own answer. */
export function compared(candidates: readonly ShownCandidate[]): (ShownCandidate & { ranking: Ranking })[] {
  return candidates.flatMap((candidate) =>
    candidate.ranking && candidate.comparable && candidate.id !== localId
      ? [{ ...candidate, ranking: candidate.ranking }]
      : [],
  );
}
