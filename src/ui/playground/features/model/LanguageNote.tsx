import { TriangleAlert } from "lucide-react";
import { useDeferredValue, useMemo } from "react";
import type { ModelEntry } from "../../../../models/model.ts";
import { rowText } from "../../stores/rows.ts";
import { usePlayground } from "../../stores/store-context.ts";
import { modelText } from "../../text/model.ts";
import { needsOtherLanguages } from "../suggest/languages.ts";

interface LanguageNoteProps {
  model: ModelEntry;
  /** Shows models that read more than English. */
  onBrowse: () => void;
}

/** Says before a run that an English model would read texts of other languages. */
export function LanguageNote({ model, onBrowse }: LanguageNoteProps) {
  const query = useDeferredValue(usePlayground((state) => state.draft.query));
  const rows = useDeferredValue(usePlayground((state) => state.draft.rows));
  const isForeign = useMemo(() => needsOtherLanguages(query, rows.map(rowText)), [query, rows]);
  if (model.languages !== "English" || !isForeign) return undefined;
  return (
    <div className="flex items-start gap-2 rounded-md bg-warn-soft px-3 py-2 text-xs">
      <TriangleAlert aria-hidden size={14} className="mt-0.5 text-warn" />
      <p>
        <span>{modelText.otherLanguages}</span>{" "}
        <button type="button" className="text-accent underline underline-offset-2" onClick={onBrowse}>
          {modelText.browseLanguages}
        </button>
      </p>
    </div>
  );
}
