import { useEffect, useRef, useState } from "react";
import { importChoiceText } from "../../text/import-choice.ts";
import { Problems } from "./Problems.tsx";
import { JudgementChoice } from "./JudgementChoice.tsx";
import { ListChoice } from "./ListChoice.tsx";
import { QueryChoice } from "./QueryChoice.tsx";
import { SourceFields } from "./SourceFields.tsx";
import type { ImportedParts } from "./imported-parts.ts";
import type { Reading, ReadOptions } from "./import/reading.ts";

interface ImportChoiceProps {
  /** Of the file, or of what was pasted. */
  name: string;
  reading: Reading;
  /** Reads again, with other decisions; absent where there are none. */
  reread?: (options: ReadOptions) => Promise<Reading>;
  /** Keeps the focus where it is: the person is typing. */
  quiet?: boolean;
  onUse: (parts: ImportedParts) => void;
  onCancel: () => void;
}

/** Shows what was found in a file before it replaces anything: the list, its fields, a sample, and what else is there. */
export function ImportChoice(props: ImportChoiceProps) {
  const { name, reading, reread, quiet = false, onUse, onCancel } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  const [{ current, options, revision }, setCurrent] = useState<{
    current: Reading;
    options: ReadOptions;
    revision: number;
  }>({ current: reading, options: {}, revision: 0 });
  const [listIndex, setListIndex] = useState(0);
  const [asQuery, setAsQuery] = useState(reading.content.ok && reading.content.value.queries);
  useEffect(() => {
    if (!quiet) heading.current?.focus();
  }, [quiet]);

  function decide(change: ReadOptions): void {
    const next = { ...options, ...change };
    void reread?.(next).then((read) => {
      setCurrent({ current: read, options: next, revision: revision + 1 });
      setListIndex(0);
    });
  }

  const { content } = current;
  const list = content.ok ? content.value.lists[listIndex] : undefined;
  return (
    <section
      aria-label={importChoiceText.region(name)}
      className="flex flex-col gap-3 border-t border-line bg-sunken px-4 py-3"
    >
      <h3 ref={heading} tabIndex={-1} className="text-sm font-medium [overflow-wrap:anywhere] outline-none">
        {importChoiceText.region(name)}
      </h3>
      <SourceFields
        reading={current}
        listIndex={listIndex}
        onList={setListIndex}
        asQuery={asQuery}
        onAsQuery={setAsQuery}
        onDecide={decide}
      />
      {content.ok && content.value.judgements && (
        <JudgementChoice
          name={name}
          judgements={content.value.judgements}
          onUse={onUse}
          onCancel={onCancel}
        />
      )}
      {content.ok && list && !asQuery && (
        <ListChoice
          // Another list has other fields.
          key={`${listIndex} ${revision}`}
          name={name}
          list={list}
          problems={content.value.problems}
          onUse={onUse}
          onCancel={onCancel}
        />
      )}
      {list && asQuery && <QueryChoice name={name} list={list} onUse={onUse} onCancel={onCancel} />}
      {!content.ok && (
        <Problems title={importChoiceText.region(name)} problems={content.problems} onClose={onCancel} />
      )}
    </section>
  );
}
