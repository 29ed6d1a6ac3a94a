import { Eye, EyeOff, X } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import { selectedApiKey } from "../../stores/comparison/selectors.ts";
import { remoteText } from "../../text/compare.ts";
import { useComparison } from "../../stores/store-context.ts";

const text = remoteText.key;

/**
 * Holds the key in the field's value and in memory, nowhere else. The field is uncontrolled, because a controlled one
 * writes its value into the markup, and not a password field, because a browser would offer to store the password.
 */
export function ApiKeyField({ error }: { error: string | undefined }) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [shown, setShown] = useState(false);
  const apiKey = useComparison(selectedApiKey);
  const setApiKey = useComparison((state) => state.setApiKey);
  useEffect(() => {
    if (input.current && input.current.value !== apiKey) input.current.value = apiKey;
  }, [apiKey]);
  const describedBy = error === undefined ? `${id}-hint` : `${id}-error ${id}-hint`;
  return (
    <div className="field min-w-0">
      <label className="label" htmlFor={id}>
        {text.label}
      </label>
      <div className="flex gap-1">
        <input
          ref={input}
          id={id}
          type="text"
          className={`control w-full min-w-0 ${shown ? "font-mono" : "masked"}`}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          data-1p-ignore
          data-lpignore="true"
          placeholder={text.none}
          aria-invalid={error !== undefined}
          aria-describedby={describedBy}
          onChange={(event) => setApiKey(event.currentTarget.value)}
        />
        <button
          type="button"
          className="button-quiet"
          aria-label={text.show}
          aria-pressed={shown}
          onClick={() => setShown(!shown)}
        >
          {shown ? <EyeOff aria-hidden size={16} /> : <Eye aria-hidden size={16} />}
        </button>
        <button
          type="button"
          className="button-quiet"
          aria-label={text.clear}
          disabled={apiKey === ""}
          onClick={() => {
            setApiKey("");
            input.current?.focus();
          }}
        >
          <X aria-hidden size={16} />
        </button>
      </div>
      {error !== undefined && (
        <p id={`${id}-error`} className="error">
          {error}
        </p>
      )}
      <p id={`${id}-hint`} className="text-xs text-muted">
        {text.hint}
      </p>
    </div>
  );
}
