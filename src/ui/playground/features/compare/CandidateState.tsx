import { type ReactNode, useEffect, useRef, useState } from "react";
import type { CandidateRun } from "../../stores/comparison/candidates.ts";
import { useComparison, usePlayground } from "../../stores/store-context.ts";
import { formatDuration } from "../../../text/format.ts";
import { describeError } from "../../../text/describe-error.ts";
import { describeProgress } from "../../../text/describe-progress.ts";
import { type ShownCandidate, localId } from "./candidates.ts";

/** What a candidate is doing, how it ended, and what can be done about it; each for itself. */
export function CandidateState({ candidate }: { candidate: ShownCandidate }) {
  const line = useRef<HTMLDivElement>(null);
  const focused = useRef(false);
  useEffect(() => {
    // The button that was pressed is gone: who works by keyboard goes on from here.
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
  const again = (label: string) => (
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
            {run.status === "waiting" ? "waits for its turn" : <Progress run={run} />}
          </span>
          <button
            type="button"
            className="button h-7 shrink-0 text-xs"
            aria-label={`Cancel ${name}`}
            onClick={() => cancel(id)}
          >
            Cancel
          </button>
        </Line>
      );
    case "failed":
      return (
        <div className="rounded-md bg-danger-soft px-3 py-2 text-danger">
          <Line name={name}>
            <span className="min-w-0 grow">
              <span role="alert" className="[overflow-wrap:anywhere]">
                {describeError(run.error)}
                {ranking && " The last good answer is below."}
              </span>{" "}
              <RetryAfter run={run} />
            </span>
            {again(`Ask ${name} again`)}
          </Line>
        </div>
      );
    case "cancelled":
      return (
        <Line name={name}>
          <span className="grow text-muted">cancelled</span>
          {again(`Ask ${name} again`)}
        </Line>
      );
    case "idle":
      if (ranking && stale === undefined) return <Notes name={name} notes={ranking.notes} />;
      // While the page's own model runs, it comes by itself.
      if (pageRuns) return undefined;
      return (
        <Line name={name}>
          <span className="grow">
            {stale === undefined ? (
              <span className="text-muted">not asked yet</span>
            ) : (
              <Stale reason={stale} />
            )}
          </span>
          {again(ranking ? `Ask ${name} too` : `Ask ${name}`)}
        </Line>
      );
  }
}

function Stale({ reason }: { reason: NonNullable<ShownCandidate["stale"]> }) {
  return <span className="rounded bg-warn-soft px-1.5 py-0.5 text-warn">for the {reason}</span>;
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
  const left = useTimeLeft(progress?.phase === "retry" ? at + progress.waitMs : undefined);
  if (progress?.phase !== "retry") return describeProgress(progress).text;
  return `${progress.reason} Attempt ${progress.attempt} in ${seconds(left)}.`;
}

/** A server that wants a long pause says when it may be asked again. */
function RetryAfter({ run }: { run: Extract<CandidateRun, { status: "failed" }> }) {
  const { retryAfterMs } = run.error;
  const left = useTimeLeft(retryAfterMs === undefined ? undefined : run.at + retryAfterMs);
  if (retryAfterMs === undefined) return undefined;
  return (
    <span className="tabular-nums">
      {left > 0 ? `It may be asked again in ${seconds(left)}.` : "It may be asked again now."}
    </span>
  );
}

const tickMs = 250;

/** @param until on the clock of `performance.now` */
function useTimeLeft(until: number | undefined): number {
  const [left, setLeft] = useState<{ until: number; ms: number }>();
  useEffect(() => {
    if (until === undefined) return undefined;
    const look = (): void => setLeft({ until, ms: Math.max(0, until - performance.now()) });
    const timer = setInterval(() => {
      look();
      if (performance.now() >= until) clearInterval(timer);
    }, tickMs);
    // At once, and not while React works on this effect.
    const first = requestAnimationFrame(look);
    return () => {
      clearInterval(timer);
      cancelAnimationFrame(first);
    };
  }, [until]);
  return left?.until === until ? (left?.ms ?? 0) : 0;
}

function seconds(ms: number): string {
  return ms < 60_000 ? `${Math.ceil(ms / 1000)} s` : formatDuration(ms);
}
