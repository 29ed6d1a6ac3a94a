import { Download, Trash2 } from "lucide-react";
import { useMemo } from "react";
import { writeRecordings } from "../../../../engine/remote/recordings.ts";
import { candidateIds } from "../../stores/comparison/selectors.ts";
import { draftInstruction } from "../../stores/draft.ts";
import { sourceKey } from "../../stores/remote-settings.ts";
import { answerRanking } from "../../stores/ranking.ts";
import { candidateText } from "../../text/candidates.ts";
import { columnText, recordingText } from "../../text/compare.ts";
import { figureText } from "../../text/figures.ts";
import { useComparison, usePlayground } from "../../stores/store-context.ts";
import { ExportMenu } from "../../ui/ExportMenu.tsx";
import { saveFile } from "../../ui/save-file.ts";
import { Columns } from "./Columns.tsx";
import { FigureTable } from "./FigureTable.tsx";
import { ExampleSetTable } from "./ExampleSetTable.tsx";
import { CandidateState } from "./CandidateState.tsx";
import { Verdicts } from "./Verdicts.tsx";
import { exportComparisonCsv, exportComparisonJson, exportComparisonMarkdown } from "./export-comparison.ts";
import { rankingAgreement } from "./agreement.ts";
import { figureRows } from "./figures.ts";
import { compared, localId, shownCandidates } from "./candidates.ts";

/** The page's own ranking beside those of a server and of further models, with figures. */
export default function Comparison() {
  const answer = usePlayground((state) => state.answer);
  const findModel = usePlayground((state) => state.findModel);
  const state = useComparison((state) => state);
  const local = useMemo(() => answer && answerRanking(answer), [answer]);
  const { localCandidates, candidates: known, recordings } = state;
  // A run by typing may have answered something else than what was asked.
  const question = usePlayground(({ run, asked, answer }) =>
    run.status === "idle" ? answer?.draft : (asked ?? answer?.draft),
  );
  const candidates = shownCandidates({
    local,
    question,
    source: sourceKey(
      state.remote,
      question && draftInstruction(question, findModel(question.settings.modelId)),
    ),
    ids: candidateIds(state),
    candidates: known,
    localCandidates,
    findModel,
  });
  const answered = candidates.some(({ ranking }) => ranking);
  const others = compared(candidates);
  const figures = local
    ? figureRows(
        local,
        others.map(({ ranking }) => ranking),
      )
    : [];
  const agreement = figures
    .filter(({ relative }) => relative === true)
    .map((row) => ({ ...row, values: row.values.slice(1) }));
  const own = local && { id: localId, name: candidateText.local, ranking: local };
  return (
    <section aria-label={columnText.heading} id="comparison" className="panel scroll-mt-2">
      <div className="flex min-h-12 flex-wrap items-center gap-x-2 pr-2 pl-4">
        <h2 className="heading mr-auto">{columnText.heading}</h2>
        {recordings.length > 0 && (
          <>
            <button
              type="button"
              className="button-quiet"
              title={recordingText.saveHint(recordings.length)}
              onClick={() =>
                saveFile({
                  name: "tabrank-recordings.json",
                  type: "application/json",
                  text: writeRecordings(recordings),
                })
              }
            >
              <Download aria-hidden size={16} />
              {recordingText.save}
            </button>
            <button
              type="button"
              className="button-quiet"
              aria-label={recordingText.forget}
              title={recordingText.forget}
              onClick={state.forgetRecordings}
            >
              <Trash2 aria-hidden size={16} />
            </button>
          </>
        )}
        {own && others.length > 0 && (
          <ExportMenu
            label={columnText.export}
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
        {local && others.length > 0 && <Verdicts local={local} others={others} />}
        {answered ? (
          <Columns local={local} candidates={candidates} />
        ) : (
          <p className="px-4 py-6 text-center text-muted">
            {columnText.empty.before}{" "}
            <strong className="font-medium text-ink">{columnText.empty.rerank}</strong>
            {columnText.empty.after}
          </p>
        )}
        {agreement.length > 0 && local && (
          <FigureTable
            caption={figureText.agreement(local.returned)}
            columns={others.map(({ name }) => name)}
            note={
              others.some(({ ranking }) => rankingAgreement(local, ranking).tau === undefined)
                ? figureText.noCorrelation
                : undefined
            }
            rows={agreement}
          />
        )}
        {local && (
          <FigureTable
            caption={figureText.caption(local.returned)}
            columns={[candidateText.local, ...others.map(({ name }) => name)]}
            rows={figures.filter(({ relative }) => relative !== true)}
          />
        )}
      </div>
      <ExampleSetTable />
    </section>
  );
}
