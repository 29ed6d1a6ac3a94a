import { useId } from "react";
import type { EarlierRun } from "../../stores/playground/earlier-runs.ts";
import type { Answer } from "../../stores/run.ts";
import { usePlayground } from "../../stores/store-context.ts";
import { formatDuration } from "../../../text/format.ts";
import { runsText } from "../../text/runs.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { findChange } from "../results/movement.ts";

/** The runs of this visit: what was asked, and where their order differs from the one that is shown. */
export default function RunsDialog({ onClose }: { onClose: () => void }) {
  const runs = usePlayground((state) => state.runs);
  const shown = usePlayground((state) => state.answer);
  const returnTo = usePlayground((state) => state.returnTo);
  return (
    <Dialog title={runsText.open} onClose={onClose}>
      <ol aria-label={runsText.list} className="max-h-[60dvh] overflow-y-auto rounded-md border border-line">
        {runs.map((run) => (
          <Run
            key={run.number}
            run={run}
            shown={shown}
            onChoose={() => {
              returnTo(run);
              onClose();
            }}
          />
        ))}
      </ol>
    </Dialog>
  );
}

interface RunProps {
  run: EarlierRun;
  shown: Answer | undefined;
  onChoose: () => void;
}

function Run({ run: { number, answer }, shown, onChoose }: RunProps) {
  const id = useId();
  // Perhaps cut elsewhere since.
  const isShown = answer.response.id === shown?.response.id;
  return (
    <li className="border-b border-line last:border-b-0">
      <button
        type="button"
        aria-labelledby={id}
        aria-describedby={`${id}-about`}
        aria-current={isShown}
        className="flex w-full flex-col gap-0.5 px-3 py-2 text-left -outline-offset-2 hover:bg-sunken"
        onClick={onChoose}
      >
        <span className="flex w-full items-center gap-2">
          <span id={id} dir="auto" className="min-w-0 truncate font-medium">
            {runsText.run(number, askedQuery(answer))}
          </span>
          {isShown && (
            <span className="rounded bg-accent-soft px-1.5 text-xs leading-5 text-accent">
              {runsText.shown}
            </span>
          )}
        </span>
        <span id={`${id}-about`} className="text-xs text-muted tabular-nums">
          {[
            runsText.about(answer.engine.model, answer.documents.length, formatDuration(answer.elapsedMs)),
            ...(shown && !isShown ? compare(answer, shown) : []),
          ].join(" · ")}
        </span>
      </button>
    </li>
  );
}

function askedQuery({ draft }: Answer): string {
  if (draft.queryImage !== undefined) return runsText.imageQuery;
  return draft.query.trim() === "" ? runsText.emptyQuery : draft.query.slice(0, 200);
}

/** In words; nothing where the documents are others. */
function compare(run: Answer, shown: Answer): string[] {
  const isSame =
    run.documents.length === shown.documents.length &&
    run.documents.every((document, index) => document === shown.documents[index]);
  if (!isSame) return [];
  const { moved, largest } = findChange(run.ranked, shown.ranked);
  if (!largest) return [runsText.sameOrder];
  return [
    runsText.changed(moved, run.documents.length),
    runsText.largest(largest.index + 1, largest.from, largest.to),
  ];
}
