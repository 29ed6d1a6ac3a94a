import { Download, Trash2 } from "lucide-react";
import { useMemo } from "react";
import { writeRecordings } from "../../../../engine/remote/recordings.ts";
import { candidateIds } from "../../stores/comparison/selectors.ts";
import { instructionOf } from "../../stores/draft.ts";
import { sourceKey } from "../../stores/remote-settings.ts";
import { plural } from "../../../text/format.ts";
import { answerRanking } from "../../stores/ranking.ts";
import { useComparison, usePlayground } from "../../stores/store-context.ts";
import { ExportMenu } from "../../ui/ExportMenu.tsx";
import { saveFile } from "../../ui/save-file.ts";
import { Columns } from "./Columns.tsx";
import { FigureTable } from "./FigureTable.tsx";
import { ExampleSetTable } from "./ExampleSetTable.tsx";
import { CandidateState } from "./CandidateState.tsx";
import { exportComparisonCsv, exportComparisonJson, exportComparisonMarkdown } from "./export-comparison.ts";
import { rankingAgreement } from "./agreement.ts";
import { figureRows } from "./figures.ts";
import { compared, localId, shownCandidates } from "./candidates.ts";

/** The page's own order beside that of a server and of further models: what each is worth. */
export default function Comparison() {
  const answer = usePlayground((state) => state.answer);
  const findModel = usePlayground((state) => state.findModel);
  const state = useComparison((state) => state);
  const local = useMemo(() => answer && answerRanking(answer), [answer]);
  const { localCandidates, candidates: known, recordings } = state;
  // By typing the page may have been asked for something else since it was asked last.
  const question = usePlayground(({ run, asked, answer }) =>
    run.status === "idle" ? answer?.draft : (asked ?? answer?.draft),
  );
  const candidates = shownCandidates({
    local,
    question,
    source: sourceKey(
      state.remote,
      question && instructionOf(question, findModel(question.settings.modelId)),
    ),
    ids: candidateIds(state),
    candidates: known,
    localCandidates,
    findModel,
  });
  const answered = candidates.some(({ ranking }) => ranking);
  const others = compared(candidates);
  const own = local && { id: localId, name: "Local", ranking: local };
  return (
    <section aria-label="Comparison" id="comparison" className="panel scroll-mt-2">
      <div className="flex min-h-12 flex-wrap items-center gap-x-2 pr-2 pl-4">
        <h2 className="heading mr-auto">Comparison</h2>
        {recordings.length > 0 && (
          <>
            <button
              type="button"
              className="button-quiet"
              title={`${plural(recordings.length, "answer")} of servers at this visit, with query, documents and host`}
              onClick={() =>
                saveFile({
                  name: "tabrank-recordings.json",
                  type: "application/json",
                  text: writeRecordings(recordings),
                })
              }
            >
              <Download aria-hidden size={16} />
              Save recorded answers
            </button>
            <button
              type="button"
              className="button-quiet"
              aria-label="Forget recorded answers"
              title="Forget recorded answers"
              onClick={state.forgetRecordings}
            >
              <Trash2 aria-hidden size={16} />
            </button>
          </>
        )}
        {own && others.length > 0 && (
          <ExportMenu
            label="Export comparison"
            files={{
              json: () => exportComparisonJson(own, others),
              csv: () => exportComparisonCsv(own, others),
              markdown: () => exportComparisonMarkdown(own, others),
            }}
          />
        )}
      </div>
      <div className="border-t border-line">
        <div className="flex flex-col gap-1.5 px-4 pt-3 text-xs empty:hidden">
          {candidates.map((candidate) => (
            <CandidateState key={candidate.id} candidate={candidate} />
          ))}
        </div>
        {answered ? (
          <Columns local={local} candidates={candidates} />
        ) : (
          <p className="px-4 py-6 text-center text-muted">
            Press <strong className="font-medium text-ink">Rerank</strong>: each candidate answers for itself,
            and the orders come here.
          </p>
        )}
        {local && (
          <FigureTable
            caption={`Over the first ${local.returned} of each`}
            columns={["Local", ...others.map(({ name }) => name)]}
            note={
              others.some(({ ranking }) => rankingAgreement(local, ranking).tau === undefined)
                ? "Fewer than two documents in common: there is no τ or ρ. Leave “Number of returned documents” empty to compare all."
                : undefined
            }
            rows={figureRows(
              local,
              others.map(({ ranking }) => ranking),
            )}
          />
        )}
      </div>
      <ExampleSetTable />
    </section>
  );
}
