import { useId } from "react";
import { examples } from "../../examples/examples.ts";
import { usePlayground } from "../../stores/store-context.ts";

export function Header() {
  const id = useId();
  const loadExample = usePlayground((state) => state.loadExample);
  return (
    <header className="flex flex-wrap items-center gap-x-4 gap-y-2 py-4">
      <h1 className="font-mono text-lg font-semibold tracking-tight">tabrank</h1>
      <p className="mr-auto text-muted">rerank in this tab: nothing leaves it</p>
      <div className="flex items-center gap-2">
        <label className="label" htmlFor={id}>
          Example
        </label>
        <select
          id={id}
          className="control"
          defaultValue={examples[0].id}
          onChange={(event) => {
            const example = examples.find((candidate) => candidate.id === event.currentTarget.value);
            if (example) loadExample(example);
          }}
        >
          {examples.map((example) => (
            <option key={example.id} value={example.id}>
              {example.title}
            </option>
          ))}
        </select>
      </div>
    </header>
  );
}
