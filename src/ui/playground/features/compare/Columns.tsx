import { X } from "lucide-react";
import { Fragment, useState } from "react";
import type { Ranking } from "../../stores/ranking.ts";
import { columnText } from "../../text/compare.ts";
import { ScrollBox } from "../../ui/ScrollBox.tsx";
import { type ShownCandidate, localId } from "./candidates.ts";
import { ColumnLines } from "./ColumnLines.tsx";
import { ColumnRow } from "./ColumnRow.tsx";
import { type Place, candidateColumns, documentText, maxRows, moveFrom } from "./columns.ts";

interface ColumnsProps {
  /** The page's own ranking; those of the candidates may be there before it. */
  local: Ranking | undefined;
  candidates: readonly ShownCandidate[];
}

/** The rankings side by side, with lines between the same documents of neighbouring columns. */
export function Columns({ local, candidates }: ColumnsProps) {
  const [active, setActive] = useState<number>();
  const [open, setOpen] = useState<{ index: number; text: string }>();
  const columns = candidateColumns(candidates);
  const template = columns.map(() => "minmax(8.5rem, 1fr)").join(" minmax(1.25rem, 3rem) ");
  return (
    <ScrollBox label={columnText.label} className="px-4 py-3">
      <div className="grid gap-y-2" style={{ gridTemplateColumns: template }}>
        {columns.map(({ candidate }, position) => (
          <Fragment key={candidate.id}>
            {position > 0 && <span />}
            <Header candidate={candidate} />
          </Fragment>
        ))}
        {columns.map((column, position) => {
          const { candidate, results, below } = column;
          const { id, name, ranking, comparable } = candidate;
          const before = columns[position - 1];
          const row = (place: Place) => (
            <ColumnRow
              key={place.index}
              ranking={ranking}
              place={place}
              move={local && id !== localId && comparable ? moveFrom(local, place) : undefined}
              returned={results.includes(place)}
              active={active === place.index && comparable}
              first={place === (results[0] ?? below[0])}
              onOpen={() => setOpen({ index: place.index, text: documentText(ranking, place.index) })}
              onActive={comparable ? setActive : undefined}
            />
          );
          return (
            <Fragment key={id}>
              {before && <ColumnLines left={before} right={column} active={active} />}
              <div className="min-w-0" data-candidate>
                <ol aria-label={columnText.results(name)}>{results.map(row)}</ol>
                {below.length > 0 && <ol aria-label={columnText.notReturned(name)}>{below.map(row)}</ol>}
              </div>
            </Fragment>
          );
        })}
      </div>
      {candidates.some(({ ranking }) => (ranking?.returned ?? 0) > maxRows) && (
        <p className="pt-2 text-xs text-muted">{columnText.truncated(maxRows)}</p>
      )}
      {open && (
        <div className="mt-2 flex items-start gap-2 rounded-md bg-sunken px-3 py-2 text-xs">
          <p
            className="max-h-40 min-w-0 grow overflow-y-auto whitespace-pre-wrap [overflow-wrap:anywhere]"
            dir="auto"
          >
            <span className="font-mono text-muted">{`#${open.index + 1}`}</span> <span>{open.text}</span>
          </p>
          <button
            type="button"
            className="button-quiet -my-1 h-6 min-w-6 px-1"
            aria-label={columnText.closeText}
            onClick={() => setOpen(undefined)}
          >
            <X aria-hidden size={14} />
          </button>
        </div>
      )}
    </ScrollBox>
  );
}

function Header({ candidate: { name, ranking } }: { candidate: ShownCandidate }) {
  return (
    <div className="min-w-0 text-xs">
      <h3 className="truncate text-sm font-semibold" title={name}>
        {name}
      </h3>
      {ranking ? (
        <>
          <p className="font-medium [overflow-wrap:anywhere]">{ranking.model}</p>
          <p className="text-muted [overflow-wrap:anywhere]">{ranking.where}</p>
          <p className="text-muted">{columnText.score(ranking.scoreKind)}</p>
        </>
      ) : (
        <p className="text-muted">{columnText.noAnswer}</p>
      )}
    </div>
  );
}
