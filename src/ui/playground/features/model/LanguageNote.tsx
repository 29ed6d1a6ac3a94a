import { TriangleAlert } from "lucide-react";
import { useDeferredValue, useMemo } from "react";
import type { ModelEntry } from "../../../../models/model.ts";
import { type Row, rowText } from "../../stores/rows.ts";
import { usePlayground } from "../../stores/store-context.ts";
import { modelText } from "../../text/model.ts";
import { looksEnglish, maxJudged, othersPrevail, readsEnglishOnly } from "../suggest/languages.ts";

interface LanguageNoteProps {
  model: ModelEntry;
  /** Shows models that read more than English. */
  onBrowse: () => void;
}

/** Says before a run that an English model would read texts of other languages. */
export function LanguageNote({ model, onBrowse }: LanguageNoteProps) {
  return readsEnglishOnly(model) ? <EnglishOnly onBrowse={onBrowse} /> : undefined;
}

/** By row: a row that is edited is a new one. */
const judged = new WeakMap<Row, { english: boolean | undefined }>();

function isEnglish(row: Row): boolean | undefined {
  const known = judged.get(row) ?? { english: looksEnglish(rowText(row)) };
  judged.set(row, known);
  return known.english;
}

function EnglishOnly({ onBrowse }: Pick<LanguageNoteProps, "onBrowse">) {
  const query = useDeferredValue(
    usePlayground(({ draft }) => (draft.queryImage === undefined ? draft.query : "")),
  );
  const rows = useDeferredValue(usePlayground((state) => state.draft.rows));
  const isForeign = useMemo(
    () => looksEnglish(query) === false || othersPrevail(rows.slice(0, maxJudged).map(isEnglish)),
    [query, rows],
  );
  if (!isForeign) return undefined;
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
