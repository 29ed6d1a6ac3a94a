import type { Answer } from "../../stores/run.ts";
import { usePlayground } from "../../stores/store-context.ts";
import { formatDuration, plural } from "../../ui/format.ts";
import { dtypeLabels } from "../settings/Settings.tsx";

/** What really ran, how fast, and why not on something better. */
export function Status() {
  const answer = usePlayground((state) => state.answer);
  return (
    <section aria-label="Status" className="panel px-4 py-3 text-xs leading-5">
      <h2 className="sr-only">Status</h2>
      {answer ? <StatusOf answer={answer} /> : <p className="text-muted">No model has run yet.</p>}
    </section>
  );
}

function StatusOf({ answer }: { answer: Answer }) {
  const { notes } = answer.engine;
  return (
    <>
      <dl className="flex flex-wrap gap-x-6 gap-y-1">
        {figuresOf(answer).map(([term, value]) => (
          <div key={term} className="flex gap-1.5">
            <dt className="text-muted">{term}</dt>
            <dd className="font-medium tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
      {notes.map((note) => (
        <p key={note.message} className="pt-1 text-muted">
          {note.message}
          {note.advice !== undefined && ` ${note.advice}`}
        </p>
      ))}
    </>
  );
}

function figuresOf({ engine, elapsedMs, documents }: Answer): [string, string][] {
  const { selfTest } = engine;
  const verified = selfTest
    ? `verified: off by ${selfTest.largestError.toPrecision(2)} at most on ${selfTest.pairs} known pairs (allowed ${selfTest.tolerance})`
    : "not verified: no reference scores";
  const device =
    engine.device === "webgpu"
      ? `WebGPU${engine.adapter === undefined ? "" : ` (${engine.adapter})`}`
      : "WASM";
  return [
    ["Model", engine.model],
    ["Device", device],
    ["Weights", dtypeLabels[engine.dtype]],
    ["Workers", plural(engine.workers, "worker")],
    ["Load", formatDuration(engine.loadMs)],
    ["Last run", formatDuration(elapsedMs)],
    ["Speed", `${(documents.length / (elapsedMs / 1000)).toFixed(1)} documents/s`],
    ["Scores", verified],
  ];
}
