import { X } from "lucide-react";
import { documentsText } from "../../text/documents.ts";
import { uiText } from "../../text/ui.ts";
import type { TextProblem } from "./import/reading.ts";

interface ProblemsProps {
  title: string;
  problems: readonly TextProblem[];
  onClose?: () => void;
}

/** Problems of a file or of JSON, each with its line and column. */
export function Problems({ title, problems, onClose }: ProblemsProps) {
  const shown = problems.slice(0, 5);
  return (
    <div
      role="alert"
      className="flex items-start gap-2 border-t border-line bg-danger-soft px-4 py-2 text-xs text-danger"
    >
      <div className="grow">
        <p className="font-medium">{title}</p>
        <ul>
          {shown.map(({ message, ...place }, position) => (
            // The list never changes in part.
            // oxlint-disable-next-line react/no-array-index-key
            <li key={position}>{documentsText.problem(message, place)}</li>
          ))}
        </ul>
        {problems.length > shown.length && (
          <p>{documentsText.moreProblems(problems.length - shown.length)}</p>
        )}
      </div>
      {onClose && (
        <button
          type="button"
          className="button-quiet h-6 min-w-6 px-0 text-danger"
          aria-label={uiText.closeMessage}
          onClick={onClose}
        >
          <X aria-hidden size={14} />
        </button>
      )}
    </div>
  );
}
