import { useMemo } from "react";
import { usePlayground } from "../../stores/store-context.ts";
import { Code } from "../../ui/Code.tsx";
import { CopyButton } from "../../ui/CopyButton.tsx";

/** The last good answer as the API would send it. */
export function Response() {
  const response = usePlayground((state) => state.answer?.response);
  const json = useMemo(() => (response ? JSON.stringify(response, null, 2) : ""), [response]);
  return (
    <div className="panel">
      <div className="flex h-12 items-center justify-between px-4">
        <h2 className="heading">Response</h2>
        {response && <CopyButton label="Copy response" text={() => json} />}
      </div>
      <section aria-label="Response" className="border-t border-line">
        {response && <Code label="Response as JSON">{json}</Code>}
      </section>
      {!response && <p className="px-4 py-3 text-muted">The JSON of the first answer comes here.</p>}
    </div>
  );
}
