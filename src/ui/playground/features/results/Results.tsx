import { Tabs } from "radix-ui";
import { Suspense, useMemo, useRef } from "react";
import { sameDraft } from "../../stores/draft.ts";
import { scoreKindLabels } from "../../stores/ranking.ts";
import type { Answer } from "../../stores/run.ts";
import { remoteId } from "../../stores/comparison/candidates.ts";
import { useComparison, usePlayground } from "../../stores/store-context.ts";
import { resultsText } from "../../text/results.ts";
import { responseNotes } from "../../../text/response-notes.ts";
import { LazySuggestion } from "../suggest/LazySuggestion.tsx";
import { RunProgress } from "../run/RunProgress.tsx";
import { LiveScores } from "./LiveScores.tsx";
import { ResultItem } from "./ResultItem.tsx";
import { RunOutcome } from "./RunOutcome.tsx";
import { useGlide } from "./use-glide.ts";
import { contentWords } from "./words.ts";
import { lazyPart } from "../../parts/lazy-part.tsx";

const AnswerExport = lazyPart(() => import("./AnswerExport.tsx"));
const Movement = lazyPart(() => import("./Movement.tsx"));

/** On a wide page the results have a fixed height, so that nothing below them moves when they arrive. */
const pane = "lg:min-h-0 lg:grow lg:overflow-y-auto data-[state=inactive]:hidden";

export function Results() {
  const answer = usePlayground((state) => state.answer);
  const status = usePlayground((state) => state.run.status);
  const edited = usePlayground(
    (state) => state.answer !== undefined && !sameDraft(state.answer.draft, state.draft),
  );
  const earlier = answer !== undefined && (edited || status !== "idle");
  const stale = earlier ? { "data-stale": true } : {};
  return (
    <section
      aria-label={resultsText.section}
      id="answer"
      className="panel scroll-mt-2 lg:flex lg:h-[28rem] print:h-auto lg:flex-col max-lg:min-h-[20rem]"
    >
      <Tabs.Root defaultValue="results" className="lg:flex lg:min-h-0 lg:grow lg:flex-col">
        <div className="relative flex min-h-12 flex-wrap items-center gap-x-2 border-b border-line py-1 pr-2 pl-4">
          <Tabs.List aria-label={resultsText.views} className="flex">
            <Tab value="results">{resultsText.results}</Tab>
            <Tab value="movement">{resultsText.movement}</Tab>
          </Tabs.List>
          {earlier && (
            <span className="rounded bg-warn-soft px-1.5 py-0.5 text-xs text-warn">
              {resultsText.outOfDate}
            </span>
          )}
          <RunProgress />
          <span className="mr-auto pl-1 text-xs text-muted max-sm:order-last max-sm:w-full max-sm:pb-1 max-sm:pl-0">
            {status !== "running" && answer && resultsText.scoreKind(scoreKindLabels[answer.scoreKind])}
          </span>
          {answer && (
            <Suspense>
              <AnswerExport answer={answer} />
            </Suspense>
          )}
        </div>
        <RunOutcome />
        <ComparisonLink />
        <Tabs.Content value="results" tabIndex={-1} className={`${pane} group/answer`} {...stale}>
          {answer ? <ResultList answer={answer} /> : <Waiting />}
        </Tabs.Content>
        <Tabs.Content value="movement" tabIndex={-1} className={`${pane} group/answer`} {...stale}>
          <Suspense>{answer ? <Movement answer={answer} /> : <Waiting />}</Suspense>
        </Tabs.Content>
      </Tabs.Root>
    </section>
  );
}

/** On a narrow page the comparison is far below, so this link tells how the server is doing. */
function ComparisonLink() {
  const status = useComparison(({ remoteEnabled, candidates }) =>
    remoteEnabled ? (candidates[remoteId]?.run.status ?? "idle") : undefined,
  );
  const answered = useComparison(({ candidates }) => candidates[remoteId]?.ranking !== undefined);
  if (status === undefined) return undefined;
  return (
    <a
      href="#comparison"
      className="block border-b border-line px-4 py-1.5 text-xs text-accent underline lg:hidden"
    >
      {resultsText.comparison[status === "idle" && answered ? "answered" : status]}
    </a>
  );
}

function Tab({ value, children }: { value: string; children: string }) {
  return (
    <Tabs.Trigger
      value={value}
      className="-mb-px border-b-2 border-transparent px-2 py-1.5 font-semibold text-muted first:-ml-2 hover:text-ink data-[state=active]:border-accent data-[state=active]:text-ink"
    >
      {children}
    </Tabs.Trigger>
  );
}

function Waiting() {
  const run = usePlayground((state) => state.run);
  if (run.status === "running") return <LiveScores scores={run.scores} />;
  const [before, button, after] = resultsText.hint;
  return (
    <p className="px-4 py-10 text-center text-muted">
      <span>{before}</span>
      <strong className="font-medium text-ink">{button}</strong>
      <span>{after}</span>
    </p>
  );
}

/** More would slow the page down; the export has them all. */
const shownItems = 200;

function ResultList({ answer }: { answer: Answer }) {
  const list = useRef<HTMLDivElement>(null);
  const words = useMemo(
    () => contentWords(answer.draft.queryImage === undefined ? answer.draft.query : ""),
    [answer],
  );
  useGlide(list);
  const returned = answer.response.results.length;
  const items = (from: number, to: number) =>
    answer.ranked
      .slice(from, to)
      .map((scored, position) => (
        <ResultItem
          key={scored.index}
          answer={answer}
          scored={scored}
          rank={from + position + 1}
          words={words}
        />
      ));
  const rest = answer.ranked.length - returned;
  const notes = responseNotes(answer.response);
  return (
    <div ref={list}>
      <ol aria-label={resultsText.results}>{items(0, Math.min(returned, shownItems))}</ol>
      {returned > shownItems && (
        <p className="px-4 py-2 text-xs text-muted">{resultsText.more(returned - shownItems)}</p>
      )}
      {notes.length > 0 && <p className="px-4 py-2 text-muted">{notes.join(" ")}</p>}
      {rest > 0 && (
        <details className="border-t border-line">
          <summary className="px-4 py-2 text-muted">{resultsText.belowTop(rest, returned)}</summary>
          <ol aria-label={resultsText.notReturned}>{items(returned, returned + shownItems)}</ol>
        </details>
      )}
      <LazySuggestion answer={answer} />
    </div>
  );
}
