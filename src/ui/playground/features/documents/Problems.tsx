import { X } from "lucide-react";
import type { TextProblem } from "./import/document-json.ts";

interface ProblemsProps {
  title: string;
  problems: readonly TextProblem[];
  onClose?: () => void;
}

/** What is wrong with a text, each at its line and column. */
export function Problems({ title, problems, onClose }: ProblemsProps) {
  const shown = problems.slice(0, 5);
  return (
    <div
      role="alert"
      className="flex items-start gap-2 border-t border-line bg-danger-soft px-4 py-2 text-xs text-danger"
    >
      <div className="grow">
        <p className="font-medium">{title}:</p>
        <ul>
          {shown.map(({ line, column, message }, position) => (
            // The list is made anew as a whole.
            // oxlint-disable-next-line react/no-array-index-key
            <li key={position}>
              Line {line}
              {column === undefined ? "" : `, column ${column}`}: {message}.
            </li>
          ))}
        </ul>
        {problems.length > shown.length && <p>… and {problems.length - shown.length} more.</p>}
      </div>
      {onClose && (
        <button
          type="button"
          className="button-quiet h-6 min-w-6 px-0 text-danger"
          aria-label="Close message"
          onClick={onClose}
        >
          <X aria-hidden size={14} />
        </button>
      )}
    </div>
  );
}
