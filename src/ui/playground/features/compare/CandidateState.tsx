import { type ReactNode, useEffect, useRef } from "react";
import type { CandidateRun } from "../../stores/comparison/candidates.ts";
import { candidateStateText as text } from "../../text/compare.ts";
import { useComparison, usePlayground } from "../../stores/store-context.ts";
import { formatDuration } from "../../../text/format.ts";
import { describeError } from "../../../text/describe-error.ts";
import { describeProgress } from "../../../text/describe-progress.ts";
import { useCountdown } from "./use-countdown.ts";
import { type ShownCandidate, localId } from "./candidates.ts";

/** What a candidate is doing or how its run ended, with a button to cancel it or to ask it again. */
export function CandidateState({ candidate }: { candidate: ShownCandidate }) {
  const line = useRef<HTMLDivElement>(null);
  const focused = useRef(false);
  useEffect(() => {
    // The pressed button has disappeared: the focus of the keyboard must not go back to the top of the page.
    if (focused.current && document.activeElement === document.body) line.current?.focus();
  });
  return (
    <div
      ref={line}
      tabIndex={-1}
      className="outline-none empty:hidden"
      onFocus={() => (focused.current = true)}
      onBlur={(event) => (focused.current = event.relatedTarget === null)}
    >
      <Content candidate={candidate} />
    </div>
  );
}

function Content({ candidate }: { candidate: ShownCandidate }) {
  const { id, name, run, ranking, stale } = candidate;
  const ask = useComparison((state) => state.ask);
  const cancel = useComparison((state) => state.cancel);
  const pageRuns = usePlayground((state) => state.run.status === "running");
  const renderAgain = (label: string) => (
    <button type="button" className="button h-7 shrink-0 text-xs" onClick={() => void ask(id)}>
      {label}
    </button>
  );
  if (id === localId) {
    if (!ranking || stale === undefined || pageRuns) return undefined;
    return (
      <Line name={name}>
        <Stale reason={stale} />
      </Line>
    );
  }
  switch (run.status) {
    case "waiting":
    case "running":
      return (
        <Line name={name}>
          <span className="min-w-0 grow tabular-nums [overflow-wrap:anywhere]">
            {run.status === "waiting" ? text.waiting : <Progress run={run} />}
          </span>
          <button
            type="button"
            className="button h-7 shrink-0 text-xs"
            aria-label={text.cancelCandidate(name)}
            onClick={() => cancel(id)}
          >
            {text.cancel}
          </button>
        </Line>
      );
    case "failed":
      return (
        <div className="rounded-md bg-danger-soft px-3 py-2 text-danger">
          <Line name={name}>
            <span className="min-w-0 grow">
              <span role="alert" className="[overflow-wrap:anywhere]">
                <span>{describeError(run.error)}</span>
                {ranking && <span>{` ${text.lastAnswerBelow}`}</span>}
              </span>{" "}
              <RetryAfter run={run} />
            </span>
            {renderAgain(text.askAgain(name))}
          </Line>
        </div>
      );
    case "cancelled":
      return (
        <Line name={name}>
          <span className="grow text-muted">{text.cancelled}</span>
          {renderAgain(text.askAgain(name))}
        </Line>
      );
    case "idle":
      if (ranking && stale === undefined) return <Notes name={name} notes={ranking.notes} />;
      // The candidate runs by itself after the page's own run.
      if (pageRuns) return undefined;
      return (
        <Line name={name}>
          <span className="grow">
            {stale === undefined ? (
              <span className="text-muted">{text.notAsked}</span>
            ) : (
              <Stale reason={stale} />
            )}
          </span>
          {renderAgain(ranking ? text.askToo(name) : text.ask(name))}
        </Line>
      );
  }
}

function Stale({ reason }: { reason: NonNullable<ShownCandidate["stale"]> }) {
  return <span className="rounded bg-warn-soft px-1.5 py-0.5 text-warn">{text.stale[reason]}</span>;
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex items-center gap-x-2 gap-y-1 max-sm:flex-wrap">
      <span className="shrink-0 font-medium">{name}</span>
      {children}
    </div>
  );
}

function Notes({ name, notes }: { name: string; notes: readonly string[] }) {
  if (notes.length === 0) return undefined;
  return (
    <Line name={name}>
      <span className="min-w-0 text-muted">{notes.join(" ")}</span>
    </Line>
  );
}

function Progress({ run }: { run: Extract<CandidateRun, { status: "running" }> }) {
  const { progress, at } = run;
  const left = useCountdown(progress?.phase === "retry" ? at + progress.waitMs : undefined);
  if (progress?.phase !== "retry") return describeProgress(progress).text;
  return text.retry(progress.reason, progress.attempt, seconds(left));
}

/** When a server that is overloaded accepts the next request. */
function RetryAfter({ run }: { run: Extract<CandidateRun, { status: "failed" }> }) {
  const { retryAfterMs } = run.error;
  const left = useCountdown(retryAfterMs === undefined ? undefined : run.at + retryAfterMs);
  if (retryAfterMs === undefined) return undefined;
  return <span className="tabular-nums">{left > 0 ? text.retryIn(seconds(left)) : text.retryNow}</span>;
}

function seconds(ms: number): string {
  return ms < 60_000 ? `${Math.ceil(ms / 1000)} s` : formatDuration(ms);
}
