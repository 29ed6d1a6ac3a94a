import { useMemo, useState } from "react";
import { documentsText } from "../../text/documents.ts";
import { importChoiceText } from "../../text/import-choice.ts";
import { SelectField } from "../../ui/SelectField.tsx";
import { ChoiceForm } from "./ChoiceForm.tsx";
import { ChoiceSample } from "./ChoiceSample.tsx";
import type { ImportedParts } from "./imported-parts.ts";
import { type Choice, makeDocuments, otherColumns, proposeChoice } from "./import/proposal/documents.ts";
import type { RecordList, TextProblem } from "./import/reading.ts";

interface ListChoiceProps {
  name: string;
  list: RecordList;
  /** Of the file. */
  problems: readonly TextProblem[];
  onUse: (parts: ImportedParts) => void;
  onCancel: () => void;
}

const none = "none";

/** Says which fields of a list become what, and shows what comes of it. */
export function ListChoice({ name, list, problems, onUse, onCancel }: ListChoiceProps) {
  const [choice, setChoice] = useState<Choice>(() => proposeChoice(list));
  const [withQuery, setWithQuery] = useState(true);
  const [withTopN, setWithTopN] = useState(true);
  const made = useMemo(() => makeDocuments(list, choice), [list, choice]);
  const all = [...problems, ...list.problems, ...made.problems];
  const table = list.form === "table";
  const others = otherColumns(list, choice);
  const options = list.columns.map(({ label }, index) => ({
    value: String(index),
    label: label === "" ? importChoiceText.itself : label,
  }));

  function renderField(label: string, role: "text" | "title" | "id" | "grade", needed: boolean) {
    const value = choice[role] === undefined ? none : String(choice[role]);
    const empty = needed && value !== none ? [] : [{ value: none, label: importChoiceText.none }];
    return (
      <SelectField
        label={label}
        value={value}
        options={[...empty, ...options]}
        onChange={(chosen) => setChoice({ ...choice, [role]: chosen === none ? undefined : Number(chosen) })}
      />
    );
  }

  return (
    <ChoiceForm
      action={importChoiceText.take(made.documents.length)}
      disabled={made.documents.length === 0}
      onCancel={onCancel}
      onSubmit={() =>
        onUse({
          documents: made.documents,
          problems: all,
          query: withQuery ? list.query : undefined,
          topN: withTopN ? list.topN : undefined,
          notice: documentsText.opened(made.documents.length, name),
        })
      }
    >
      {(list.columns.length > 1 || table) && (
        <div className="flex flex-wrap items-end gap-2">
          <div className="w-full sm:max-w-sm">
            {renderField(importChoiceText.documents(name, table), "text", true)}
          </div>
          {list.columns.length > 1 && (
            <>
              {renderField(importChoiceText.titles(table), "title", false)}
              {renderField(importChoiceText.ids(table), "id", false)}
              {renderField(importChoiceText.grades(table), "grade", false)}
            </>
          )}
        </div>
      )}
      <div className="flex flex-col items-start gap-1 text-xs empty:hidden">
        {others.length > 0 && (
          <Check checked={choice.others} onChange={(checked) => setChoice({ ...choice, others: checked })}>
            {importChoiceText.others(others)}
          </Check>
        )}
        {list.query !== undefined && (
          <Check checked={withQuery} onChange={setWithQuery}>
            {importChoiceText.query(list.query)}
          </Check>
        )}
        {list.topN !== undefined && (
          <Check checked={withTopN} onChange={setWithTopN}>
            {importChoiceText.topN(list.topN)}
          </Check>
        )}
      </div>
      <ChoiceSample documents={made.documents} problems={all} chosen={choice.text !== undefined} />
    </ChoiceForm>
  );
}

interface CheckProps {
  checked: boolean;
  onChange: (checked: boolean) => void;
  children: string;
}

function Check({ checked, onChange, children }: CheckProps) {
  return (
    <label className="flex min-h-6 items-start gap-2">
      <input
        type="checkbox"
        className="mt-0.5 size-4 shrink-0 accent-accent"
        checked={checked}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span className="line-clamp-2 [overflow-wrap:anywhere]">{children}</span>
    </label>
  );
}
