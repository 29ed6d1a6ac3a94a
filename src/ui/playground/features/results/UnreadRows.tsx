import { lineText } from "../../stores/rows.ts";
import type { Answer } from "../../stores/run.ts";
import { resultsText } from "../../text/results.ts";

const shownRows = 200;

/** The documents that were not read within the time limit, in their original order: no model has ranked them. */
export default function UnreadRows({ answer: { response, documents } }: { answer: Answer }) {
  const { unread_documents: unread = [] } = response;
  if (unread.length === 0) return undefined;
  return (
    <details className="text-muted">
      <summary className="border-y border-line bg-sunken px-4 py-1 text-xs">
        {resultsText.notRead(unread.length)}
      </summary>
      <ol aria-label={resultsText.notReadList}>
        {unread.slice(0, shownRows).map((index) => (
          <li key={index} className="flex gap-3 border-b border-line px-4 py-2 last:border-b-0">
            <span className="w-8 shrink-0 font-mono text-xs">{`#${index + 1}`}</span>
            <span dir="auto" className="min-w-0 truncate">
              {lineText(documents[index] ?? "", index)}
            </span>
          </li>
        ))}
      </ol>
      {unread.length > shownRows && (
        <p className="px-4 py-2 text-xs">{resultsText.moreNotRead(unread.length - shownRows)}</p>
      )}
    </details>
  );
}
