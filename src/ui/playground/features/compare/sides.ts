/** The sides of the comparison as they are shown: the page's own first. */
import type { ModelEntry } from "../../../../models/model.ts";
import { type Contender, type Side, type SideRun, sideName } from "../../stores/comparison-store.ts";
import type { Draft } from "../../stores/draft.ts";
import { type Ranking, sameQuestion } from "../../stores/ranking.ts";

export interface ShownSide {
  id: string;
  /** `Local`, `Remote`, or what tells a further model from the others. */
  name: string;
  run: SideRun;
  ranking: Ranking | undefined;
  /** Whether its ranking answers what the page's own answers, from where it would be asked now: only then are they compared. */
  comparable: boolean;
  /** Why its ranking is not of now. */
  stale: "earlier input" | "earlier settings" | undefined;
}

interface SidesOptions {
  local: Ranking | undefined;
  /** What the page was asked last. */
  question: Draft | undefined;
  /** Of the server that would be asked now. */
  source: string;
  ids: readonly string[];
  sides: Readonly<Record<string, Side>>;
  contenders: readonly Contender[];
  findModel: (id: string) => ModelEntry | undefined;
}

export const localSide = "local";

export function shownSides(options: SidesOptions): ShownSide[] {
  const { local, question, source, ids, sides, contenders, findModel } = options;
  const staleness = (ranking: Ranking | undefined): ShownSide["stale"] => {
    if (!ranking) return undefined;
    if (question && !sameQuestion(question, ranking.draft)) return "earlier input";
    return ranking.source === undefined || ranking.source === source ? undefined : "earlier settings";
  };
  return [
    {
      id: localSide,
      name: "Local",
      run: { status: "idle" },
      ranking: local,
      comparable: true,
      stale: staleness(local),
    },
    ...ids.map((id): ShownSide => {
      const { run, ranking } = sides[id] ?? { run: { status: "idle" }, ranking: undefined };
      const stale = staleness(ranking);
      const same = local !== undefined && ranking !== undefined && sameQuestion(local.draft, ranking.draft);
      const comparable = same && stale !== "earlier settings";
      return { id, name: sideName(id, contenders, findModel), run, ranking, comparable, stale };
    }),
  ];
}

/** Those that can be compared with the page's own. */
export function compared(sides: readonly ShownSide[]): (ShownSide & { ranking: Ranking })[] {
  return sides.flatMap((side) =>
    side.ranking && side.comparable && side.id !== localSide ? [{ ...side, ranking: side.ranking }] : [],
  );
}
