/** The sides of the comparison as they are shown: the page's own first. */
import type { ModelEntry } from "../../../models/model.ts";
import { type Contender, type Side, type SideRun, remoteSide } from "../../stores/comparison-store.ts";
import { type Ranking, sameQuestion } from "../../stores/ranking.ts";

export interface ShownSide {
  id: string;
  /** `Local`, `Remote`, or what tells a further model from the others. */
  name: string;
  run: SideRun;
  ranking: Ranking | undefined;
  /** Whether its ranking answers what the page's own answers: only then are they compared. */
  comparable: boolean;
}

interface SidesOptions {
  local: Ranking | undefined;
  ids: readonly string[];
  sides: Readonly<Record<string, Side>>;
  contenders: readonly Contender[];
  findModel: (id: string) => ModelEntry | undefined;
}

export const localSide = "local";

export function shownSides({ local, ids, sides, contenders, findModel }: SidesOptions): ShownSide[] {
  return [
    { id: localSide, name: "Local", run: { status: "idle" }, ranking: local, comparable: true },
    ...ids.map((id): ShownSide => {
      const { run, ranking } = sides[id] ?? { run: { status: "idle" }, ranking: undefined };
      const comparable =
        local !== undefined && ranking !== undefined && sameQuestion(local.draft, ranking.draft);
      return { id, name: nameOf(id, contenders, findModel), run, ranking, comparable };
    }),
  ];
}

function nameOf(id: string, contenders: readonly Contender[], findModel: SidesOptions["findModel"]): string {
  if (id === remoteSide) return "Remote";
  const contender = contenders.find((candidate) => candidate.id === id);
  if (!contender) return id;
  const { modelId, device, dtype } = contender;
  const chosen = [device, dtype].filter((choice) => choice !== "auto").join(", ");
  const title = findModel(modelId)?.title ?? modelId;
  return chosen === "" ? title : `${title} (${chosen})`;
}

/** Those that can be compared with the page's own. */
export function compared(sides: readonly ShownSide[]): (ShownSide & { ranking: Ranking })[] {
  return sides.flatMap((side) =>
    side.ranking && side.comparable && side.id !== localSide ? [{ ...side, ranking: side.ranking }] : [],
  );
}
