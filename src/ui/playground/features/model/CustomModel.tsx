import { useId, useState } from "react";
import { RerankError } from "../../../../contract/errors.ts";
import { isWebAddress } from "../../../../models/web-address.ts";
import { loadScript } from "../../parts/load-script.ts";
import { usePlayground } from "../../stores/store-context.ts";
import { lookUpText } from "../../text/model-look-up.ts";

interface CustomModelProps {
  /** Model id that is not known yet, from a shared link for example. */
  initial: string;
  onFound: () => void;
}

/** Looks up any repository or address. Fetches its description, not its weights. */
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
    if (!isWebAddress(hub)) return setError(lookUpText.invalidHub(hub));
    setBusy(true);
    setError(undefined);
    try {
      const { inspectRepository } = await loadScript(
        () => import("../../../../engine/local/inspect-repository.ts"),
      );
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
            {lookUpText.repository}
          </label>
          <input
            id={`${id}-repository`}
            className="control"
            placeholder={lookUpText.placeholder}
            value={repository}
            aria-invalid={error !== undefined}
            aria-describedby={error === undefined ? undefined : `${id}-error`}
            onChange={(event) => setRepository(event.currentTarget.value)}
          />
        </div>
        <div className="field">
          <label className="label" htmlFor={`${id}-host`}>
            {lookUpText.hub}
          </label>
          <input
            id={`${id}-host`}
            className="control"
            value={hub}
            onChange={(event) => {
              const typed = event.currentTarget.value;
              setHub(typed);
              // While an address is incomplete, the settings keep the last complete one.
              if (isWebAddress(typed)) setSettings({ hubHost: typed });
            }}
          />
        </div>
        <button type="submit" className="button" disabled={busy || repository.trim() === ""}>
          {busy ? lookUpText.busy : lookUpText.lookUp}
        </button>
      </div>
      {error === undefined ? (
        <p className="text-xs text-muted">{lookUpText.hint}</p>
      ) : (
        <p id={`${id}-error`} className="error">
          {error}
        </p>
      )}
    </form>
  );
}
