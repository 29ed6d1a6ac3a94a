import { useId } from "react";
import { useFieldError } from "../../stores/field-errors.ts";
import { usePlayground } from "../../stores/store-context.ts";

export function Query() {
  const id = useId();
  const query = usePlayground((state) => state.draft.query);
  const setQuery = usePlayground((state) => state.setQuery);
  const error = useFieldError("query");
  return (
    <section aria-label="Query input" className="panel flex flex-col gap-2 p-4">
      <label className="heading" htmlFor={id}>
        Query
      </label>
      <textarea
        id={id}
        dir="auto"
        rows={2}
        className="control grows h-auto min-h-14 w-full resize-y px-3 py-2"
        placeholder="What are you looking for?"
        value={query}
        aria-invalid={error !== undefined}
        aria-describedby={error === undefined ? undefined : `${id}-error`}
        onChange={(event) => setQuery(event.currentTarget.value)}
      />
      {error !== undefined && (
        <p id={`${id}-error`} className="error">
          Query {error}.
        </p>
      )}
    </section>
  );
}
