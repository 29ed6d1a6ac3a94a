import { Tabs } from "radix-ui";
import { type CSSProperties, Suspense, useMemo, useRef } from "react";
import { sameDraft } from "../../stores/draft.ts";
import { scoreKindLabels } from "../../stores/ranking.ts";
import type { Answer } from "../../stores/run.ts";
import { remoteId } from "../../stores/comparison/candidates.ts";
import { remoteHost } from "../../stores/comparison/selectors.ts";
import { useComparison, usePlayground } from "../../stores/store-context.ts";
import { resultsText } from "../../text/results.ts";
import { responseNotes } from "../../../text/response-notes.ts";
import { LazySuggestion } from "../suggest/LazySuggestion.tsx";
import { ScrollBox } from "../../ui/ScrollBox.tsx";
import { RunsButton } from "../runs/RunsButton.tsx";
import { RunProgress } from "../run/RunProgress.tsx";
import { PendingRows } from "./PendingRows.tsx";
import { ResultItem } from "./ResultItem.tsx";
import { RunOutcome } from "./RunOutcome.tsx";
import { scoreScale } from "./scale.ts";
import { useGlide } from "./use-glide.ts";
import { contentWords } from "./words.ts";
import { lazyPart } from "../../parts/lazy-part.tsx";
import { useMedia } from "../../ui/use-media.ts";

const AnswerExport = lazyPart(() => import("./AnswerExport.tsx"));
const CutLine = lazyPart(() => import("./CutLine.tsx"));
const UnreadRows = lazyPart(() => import("./UnreadRows.tsx"));
const Movement = lazyPart(() => import("./Movement.tsx"));
const Scores = lazyPart(() => import("../scores/Scores.tsx"));
const RunCode = lazyPart(() => import("../code/RunCode.tsx"));

/** On a wide page the results have all the height that is left, so that nothing moves when they arrive. */
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
      className="panel scroll-mt-2 max-lg:min-h-[20rem] lg:flex lg:min-h-64 lg:flex-1 lg:flex-col print:h-auto"
    >
      <h2 className="sr-only">{resultsText.section}</h2>
      <Tabs.Root defaultValue="results" className="lg:flex lg:min-h-0 lg:grow lg:flex-col">
        <div className="relative flex min-h-12 shrink-0 items-center gap-x-2 border-b border-line py-1 pr-2 pl-4 max-sm:flex-wrap">
          <Tabs.List aria-label={resultsText.views} className="flex">
            <Tab value="results">{resultsText.results}</Tab>
            <Tab value="movement">{resultsText.movement}</Tab>
            <Tab value="scores">{resultsText.scores}</Tab>
            <Tab value="code">{resultsText.code}</Tab>
          </Tabs.List>
          {earlier && (
            <span className="rounded bg-warn-soft px-1.5 py-0.5 text-xs whitespace-nowrap text-warn">
              {resultsText.outOfDate}
            </span>
          )}
          <RunProgress />
          <span className="mr-auto truncate pl-1 text-xs text-muted max-sm:order-last max-sm:w-full max-sm:pb-1 max-sm:pl-0">
            {status !== "running" && answer && resultsText.scoreKind(scoreKindLabels[answer.scoreKind])}
          </span>
          <RunsButton />
          {answer && (
            <Suspense>
              <AnswerExport answer={answer} />
            </Suspense>
          )}
        </div>
        <RunOutcome />
        <ComparisonLink />
        <Tabs.Content
          value="results"
          tabIndex={-1}
          className="group/answer lg:min-h-0 lg:grow lg:flex-col lg:data-[state=active]:flex"
          {...stale}
        >
          <ScrollBox label={resultsText.documents} className={pane}>
            {answer ? <ResultList answer={answer} /> : <Waiting />}
          </ScrollBox>
          {answer && <LazySuggestion answer={answer} />}
        </Tabs.Content>
        <Tabs.Content value="movement" tabIndex={-1} className={`${pane} group/answer`} {...stale}>
          <Suspense>{answer ? <Movement key={answer.response.id} answer={answer} /> : <Waiting />}</Suspense>
        </Tabs.Content>
        <Tabs.Content value="scores" tabIndex={-1} className={`${pane} group/answer`} {...stale}>
          <Suspense>{answer ? <Scores answer={answer} /> : <Waiting />}</Suspense>
        </Tabs.Content>
        <Tabs.Content value="code" tabIndex={-1} className={`${pane} print:hidden`}>
          <Suspense>
            <RunCode />
          </Suspense>
        </Tabs.Content>
      </Tabs.Root>
    </section>
  );
}

/** The comparison is below the workbench, so this link tells how the server is doing. */
function ComparisonLink() {
  const status = useComparison(({ remoteEnabled, candidates }) =>
    remoteEnabled ? (candidates[remoteId]?.run.status ?? "idle") : undefined,
  );
  const answered = useComparison(({ candidates }) => candidates[remoteId]?.ranking !== undefined);
  if (status === undefined) return undefined;
  return (
    <a href="#comparison" className="block border-b border-line px-4 py-1.5 text-xs text-accent underline">
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
  const rows = usePlayground((state) => state.draft.rows);
  const host = useComparison(remoteHost);
  if (run.status === "running") return <PendingRows rows={run.rows} scores={run.scores} />;
  const [before, button, after] = resultsText.hint;
  return (
    <>
      <p className="px-4 py-3 text-muted">
        <span>{before}</span>
        <strong className="font-medium text-ink">{button}</strong>
        <span>{after}</span>
        {host === undefined && <span>{resultsText.staysHere}</span>}
      </p>
      {rows.length > 0 && <PendingRows rows={rows} />}
    </>
  );
}

/** The width of a place in the original order with its move, so that all bars have one length. */
function placeWidth({ ranked }: Answer): CSSProperties {
  return Object.fromEntries([["--place", `${2 * String(ranked.length).length + 4}ch`]]);
}

/** More would slow the page down; the export has them all. */
const shownItems = 200;

function ResultList({ answer }: { answer: Answer }) {
  const list = useRef<HTMLDivElement>(null);
  const words = useMemo(
    () => contentWords(answer.draft.queryImage === undefined ? answer.draft.query : ""),
    [answer],
  );
  const scale = useMemo(() => scoreScale(answer), [answer]);
  useGlide(list);
  // On a narrow page, what is below the list should not be far away.
  const isWide = useMedia("(width >= 64rem)");
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
          scale={scale}
          words={words}
        />
      ));
  const rest = answer.ranked.length - returned;
  const notes = responseNotes(answer.response);
  return (
    <div ref={list} style={placeWidth(answer)}>
      <ol aria-label={resultsText.results}>{items(0, Math.min(returned, shownItems))}</ol>
      {returned > shownItems && (
        <p className="px-4 py-2 text-xs text-muted">{resultsText.more(returned - shownItems)}</p>
      )}
      {notes.length > 0 && <p className="px-4 py-2 text-muted">{notes.join(" ")}</p>}
      {rest > 0 && (
        <div className="relative">
          <details className="text-muted" open={isWide}>
            <summary className="border-y border-line bg-sunken px-4 py-1 text-xs">
              {resultsText.belowTop(rest, returned)}
            </summary>
            <ol aria-label={resultsText.notReturned} className="group/rest" data-rest>
              {items(returned, returned + shownItems)}
            </ol>
            {rest > shownItems && (
              <p className="px-4 py-2 text-xs">{resultsText.moreBelow(rest - shownItems)}</p>
            )}
          </details>
          {returned > 0 && (
            <Suspense>
              <CutLine returned={returned} documents={answer.ranked.length} list={list} />
            </Suspense>
          )}
        </div>
      )}
      {answer.response.unread_documents && (
        <Suspense>
          <UnreadRows answer={answer} />
        </Suspense>
      )}
    </div>
  );
}
