import { type RerankDocument, inputText } from "../../../../contract/rerank.ts";
import { documentLabel } from "../../stores/rows.ts";
import { documentsText } from "../../text/documents.ts";
import { importChoiceText } from "../../text/import-choice.ts";
import type { TextProblem } from "./import/reading.ts";

interface ChoiceSampleProps {
  documents: readonly RerankDocument[];
  problems: readonly TextProblem[];
  /** Whether a field was chosen for the texts. */
  chosen: boolean;
}

const shown = 3;

/** The first documents as they would become, and what would be missing. */
export function ChoiceSample({ documents, problems, chosen }: ChoiceSampleProps) {
  return (
    <>
      {documents.length === 0 && (
        <p className="text-xs text-muted">
          {chosen ? importChoiceText.emptyColumn : importChoiceText.chooseText}
        </p>
      )}
      {documents.length > 0 && (
        <ol
          aria-label={importChoiceText.sample}
          className="divide-y divide-line rounded-md border border-line bg-surface"
        >
          {documents.slice(0, shown).map((document, index) => (
            // The sample is never changed in part.
            // oxlint-disable-next-line react/no-array-index-key
            <li key={index} className="px-3 py-1.5">
              {typeof document !== "string" && (
                <p className="truncate text-xs text-muted">{documentLabel(document)}</p>
              )}
              <p dir="auto" className="line-clamp-2 [overflow-wrap:anywhere]">
                {(inputText(document) ?? "").slice(0, 500)}
              </p>
            </li>
          ))}
        </ol>
      )}
      {problems.length > 0 && (
        <div className="text-xs text-danger">
          <p className="font-medium">{importChoiceText.problems(problems.length)}</p>
          <ul>
            {problems.slice(0, shown).map(({ message, ...place }, index) => (
              // oxlint-disable-next-line react/no-array-index-key
              <li key={index}>{documentsText.problem(message, place)}</li>
            ))}
          </ul>
          {problems.length > shown && <p>{documentsText.moreProblems(problems.length - shown)}</p>}
        </div>
      )}
    </>
  );
}
