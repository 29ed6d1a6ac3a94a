import { useState } from "react";
import { documentsText } from "../../text/documents.ts";

interface DocumentTextProps {
  /** From 1. */
  number: number;
  text: string;
  invalid: boolean;
  onChange: (text: string) => void;
}

/** The browser lays out all of a text field, and again at each letter. */
const longCharacters = 20_000;
const shownCharacters = 1000;

/** The text of a document. Of a very long one only the beginning is shown until it is to be edited. */
export function DocumentText({ number, text, invalid, onChange }: DocumentTextProps) {
  const [whole, setWhole] = useState(false);
  if (text.length > longCharacters && !whole) {
    return (
      <div className="px-2 py-1.5">
        <p dir="auto" className="line-clamp-3 [overflow-wrap:anywhere]">
          {text.slice(0, shownCharacters)}
        </p>
        <button
          type="button"
          className="text-xs text-accent underline"
          aria-label={documentsText.editWhole(number)}
          onClick={() => setWhole(true)}
        >
          {documentsText.wholeText(text.length)}
        </button>
      </div>
    );
  }
  return (
    <textarea
      dir="auto"
      rows={1}
      aria-label={documentsText.document(number)}
      aria-invalid={invalid}
      className={`${whole ? "h-48" : "grows"} block w-full resize-none rounded-md bg-transparent px-2 py-1.5 [overflow-wrap:anywhere] hover:bg-sunken`}
      placeholder={documentsText.emptyDocument}
      value={text}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
