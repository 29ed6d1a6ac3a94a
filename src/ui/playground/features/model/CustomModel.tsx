import { useId, useState } from "react";
import { RerankError } from "../../../../contract/errors.ts";
import { usePlayground } from "../../stores/store-context.ts";

interface CustomModelProps {
  /** A repository that is asked for and not known yet: of a shared link, say. */
  initial: string;
  onFound: () => void;
}

/** Looks up any repository or address: its description is fetched, its weights are not. */
export default function CustomModel({ initial, onFound }: CustomModelProps) {
  const id = useId();
  const hubHost = usePlayground((state) => state.draft.settings.hubHost);
  const setSettings = usePlayground((state) => state.setSettings);
  const addModel = usePlayground((state) => state.addModel);
  const [repository, setRepository] = useState(initial);
  const [hub, setHub] = useState(hubHost);
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);

  async function lookUp(): Promise<void> {
    if (!URL.canParse(hub)) return setError(`The hub “${hub}” is no address; it begins with https://`);
    setBusy(true);
    setError(undefined);
    try {
      const { inspectRepository } = await import("../../../../engine/local/inspect-repository.ts");
      addModel(await inspectRepository(repository, { hubHost, fetch: (...args) => fetch(...args) }));
      onFound();
    } catch (cause) {
      setError(RerankError.from(cause).message);
    } finally {
      setBusy(false);
    }
  }

  return (
    <form
      className="flex flex-col gap-2 rounded-md bg-sunken px-3 py-2"
      onSubmit={(event) => {
        event.preventDefault();
        void lookUp();
      }}
    >
      <div className="grid gap-2 sm:grid-cols-[2fr_1fr_auto] sm:items-end">
        <div className="field">
          <label className="label" htmlFor={`${id}-repository`}>
            Repository or address
          </label>
          <input
            id={`${id}-repository`}
            className="control"
            placeholder="organisation/name or https://…"
            value={repository}
            aria-invalid={error !== undefined}
            aria-describedby={error === undefined ? undefined : `${id}-error`}
            onChange={(event) => setRepository(event.currentTarget.value)}
          />
        </div>
        <div className="field">
          <label className="label" htmlFor={`${id}-host`}>
            Hub
          </label>
          <input
            id={`${id}-host`}
            className="control"
            value={hub}
            onChange={(event) => {
              const typed = event.currentTarget.value;
              setHub(typed);
              // Half an address is no hub: the settings keep the last whole one.
              if (URL.canParse(typed)) setSettings({ hubHost: typed });
            }}
          />
        </div>
        <button type="submit" className="button" disabled={busy || repository.trim() === ""}>
          {busy ? "Looking…" : "Look up"}
        </button>
      </div>
      {error === undefined ? (
        <p className="text-xs text-muted">
          Reads its description and sizes; the weights wait for your Rerank.
        </p>
      ) : (
        <p id={`${id}-error`} className="error">
          {error}
        </p>
      )}
    </form>
  );
}
