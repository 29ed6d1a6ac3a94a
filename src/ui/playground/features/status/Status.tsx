import { CircleCheck, CircleHelp } from "lucide-react";
import type { EngineStatus } from "../../../../engine/local/engine-status.ts";
import type { Answer } from "../../stores/run.ts";
import { usePlayground } from "../../stores/store-context.ts";
import { formatBytes, formatDuration, plural } from "../../../text/format.ts";
import { dtypeLabels } from "../model/dtype-labels.ts";

declare global {
  interface Performance {
    readonly memory?: { readonly usedJSHeapSize: number };
  }
}

/** What really ran, how fast, and why not on something better. */
export function Status() {
  const answer = usePlayground((state) => state.answer);
  return (
    <section aria-label="Status" className="panel min-h-[8.5rem] px-4 py-3 text-xs leading-5">
      <h2 className="sr-only">Status</h2>
      {answer ? <StatusOf answer={answer} /> : <p className="text-muted">No model has run yet.</p>}
    </section>
  );
}

function StatusOf({ answer }: { answer: Answer }) {
  const { engine } = answer;
  return (
    <>
      <dl className="flex flex-wrap gap-x-5 gap-y-0.5">
        {figuresOf(answer).map(([term, value]) => (
          <div key={term} className="flex min-w-0 gap-1.5">
            <dt className="text-muted">{term}</dt>
            <dd className="min-w-0 font-medium [overflow-wrap:anywhere] tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
      <SelfTest engine={engine} />
      {engine.notes.map((note) => (
        <p key={note.message} className="pt-0.5 text-muted">
          {note.message}
          {note.advice !== undefined && ` ${note.advice}`}
        </p>
      ))}
    </>
  );
}

function SelfTest({ engine: { selfTest } }: { engine: EngineStatus }) {
  if (!selfTest) {
    return (
      <p className="flex items-center gap-1.5 pt-0.5">
        <CircleHelp aria-hidden size={14} className="text-warn" />
        Scores not verified: there are no reference scores for this model.
      </p>
    );
  }
  const { largestError, pairs, tolerance } = selfTest;
  return (
    <p className="flex items-center gap-1.5 pt-0.5">
      <CircleCheck aria-hidden size={14} className="shrink-0 text-good" />
      <span>
        Scores verified: {largestError.toPrecision(2)} off at most on {plural(pairs, "known pair")} (allowed{" "}
        {tolerance}).
      </span>
    </p>
  );
}

function figuresOf({ engine, elapsedMs, ranked }: Answer): [string, string][] {
  const adapter = engine.adapter === undefined ? "" : ` (${engine.adapter})`;
  const memory = heapBytes();
  return [
    ["Model", engine.model],
    ["Device", engine.device === "webgpu" ? `WebGPU${adapter}` : "WASM"],
    ["Weights", dtypeLabels[engine.dtype]],
    ["Workers", String(engine.workers)],
    ["Loaded in", formatDuration(engine.loadMs)],
    ["Last run", formatDuration(elapsedMs)],
    ["Speed", speedOf(ranked.filter(({ cached }) => !cached).length, ranked.length, elapsedMs)],
    ...(memory === undefined ? [] : [["Page memory", formatBytes(memory)] satisfies [string, string]]),
  ];
}

/** Documents that the model read in this run; cached embeddings are no speed of the model. */
function speedOf(read: number, all: number, elapsedMs: number): string {
  if (read === 0) return "all documents from cached embeddings";
  const speed = `${(read / Math.max(elapsedMs / 1000, 1e-3)).toFixed(1)} documents/s`;
  return read === all ? speed : `${speed} (${all - read} from cached embeddings)`;
}

/** The page's own heap, without the workers: only Chromium tells. */
function heapBytes(): number | undefined {
  return performance.memory?.usedJSHeapSize;
}
