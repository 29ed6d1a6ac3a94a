import { CircleCheck, CircleHelp } from "lucide-react";
import type { EngineStatus } from "../../../../engine/local/engine-status.ts";
import type { PhaseTime } from "../../stores/phase-times.ts";
import type { Answer } from "../../stores/run.ts";
import { usePlayground } from "../../stores/store-context.ts";
import { statusText } from "../../text/status.ts";
import { useMedia } from "../../ui/use-media.ts";
import { formatBytes, formatDuration } from "../../../text/format.ts";
import { LazyDeviceSpeeds } from "../devices/LazyDeviceSpeeds.tsx";
import { deviceNames, dtypeLabels } from "../model/dtype-labels.ts";

declare global {
  interface Performance {
    readonly memory?: { readonly usedJSHeapSize: number };
  }
}

/** What ran, how fast, and why not on a faster device. */
export function Status() {
  const answer = usePlayground((state) => state.answer);
  const run = usePlayground((state) => state.run.status);
  const ahead = usePlayground((state) => state.ahead);
  const noAnswer = run === "idle" ? statusText.ahead[ahead] : statusText.noAnswer[run];
  return (
    <section
      aria-label={statusText.heading}
      className="panel px-4 py-2.5 text-xs leading-5 max-lg:min-h-[11rem] lg:max-h-40 lg:shrink-0 lg:overflow-y-auto lg:[@media(height>=50rem)]:h-40 print:h-auto"
    >
      <h2 className="sr-only">{statusText.heading}</h2>
      {answer ? <StatusDetails answer={answer} /> : <p className="text-muted">{noAnswer}</p>}
    </section>
  );
}

/** One line, and the details where the window is high enough. */
function StatusDetails({ answer }: { answer: Answer }) {
  const { engine } = answer;
  const isHigh = useMedia("(height >= 50rem)");
  return (
    <details open={isHigh}>
      <summary className="tabular-nums">{statusSummary(answer).join(" · ")}</summary>
      <dl className="flex flex-wrap gap-x-5 gap-y-0.5 pt-1">
        {statusFigures(answer).map(([term, value]) => (
          <div key={term} className="flex min-w-0 gap-1.5">
            <dt className="shrink-0 text-muted">{term}</dt>
            <dd className="min-w-0 font-medium [overflow-wrap:anywhere] tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
      <SelfTest engine={engine} />
      {engine.notes.map((note) => (
        <p key={note.message} className="pt-0.5 text-muted">
          <span>{note.message}</span>
          {note.advice !== undefined && <span>{` ${note.advice}`}</span>}
        </p>
      ))}
      <LazyDeviceSpeeds answer={answer} />
    </details>
  );
}

/** What ran, and whether its scores were verified. */
function statusSummary({ engine, elapsedMs }: Answer): string[] {
  return [
    deviceNames[engine.device],
    engine.dtype,
    statusText.workers(engine.workers),
    formatDuration(elapsedMs),
    engine.selfTest ? statusText.isVerified : statusText.isNotVerified,
  ];
}

function SelfTest({ engine: { selfTest } }: { engine: EngineStatus }) {
  if (!selfTest) {
    return (
      <p className="flex items-center gap-1.5 pt-0.5">
        <CircleHelp aria-hidden size={14} className="text-warn" />
        {statusText.notVerified}
      </p>
    );
  }
  const { largestError, pairs, tolerance } = selfTest;
  return (
    <p className="flex items-center gap-1.5 pt-0.5">
      <CircleCheck aria-hidden size={14} className="shrink-0 text-good" />
      <span>{statusText.verified(pairs, largestError.toPrecision(2), tolerance)}</span>
    </p>
  );
}

function statusFigures({ engine, elapsedMs, ranked, phases = [] }: Answer): [string, string][] {
  const adapter = engine.adapter === undefined ? "" : ` (${engine.adapter})`;
  const memory = heapBytes();
  const { terms } = statusText;
  return [
    [terms.model, engine.model],
    [terms.device, engine.device === "webgpu" ? `WebGPU${adapter}` : "WASM"],
    [terms.weights, dtypeLabels[engine.dtype]],
    [terms.workers, String(engine.workers)],
    [terms.loadTime, formatDuration(engine.loadMs)],
    ...(phases.length === 0 ? [] : [[terms.answerTime, answerTime(phases)] satisfies [string, string]]),
    [terms.runTime, formatDuration(elapsedMs)],
    [terms.speed, describeSpeed(ranked.filter(({ cached }) => !cached).length, ranked.length, elapsedMs)],
    ...(memory === undefined ? [] : [[terms.memory, formatBytes(memory)] satisfies [string, string]]),
  ];
}

/** Shorter phases are not worth a word. */
const shortPhaseMs = 5;

function answerTime(phases: readonly PhaseTime[]): string {
  const parts = phases.filter(({ ms }) => ms >= shortPhaseMs);
  return statusText.answerTime(
    formatDuration(phases.reduce((sum, { ms }) => sum + ms, 0)),
    parts.map(({ phase, ms }) => `${statusText.phases[phase]} ${formatDuration(ms)}`),
  );
}

/** Documents per second. Only those that the model read in this run count, not cached embeddings. */
function describeSpeed(read: number, all: number, elapsedMs: number): string {
  if (read === 0) return statusText.allCached;
  const speed = statusText.speed((read / Math.max(elapsedMs / 1000, 1e-3)).toFixed(1));
  return read === all ? speed : statusText.partlyCached(speed, all - read);
}

/** The heap of the page, without its workers. Only Chromium reports it. */
function heapBytes(): number | undefined {
  return performance.memory?.usedJSHeapSize;
}
