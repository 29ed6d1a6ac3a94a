import { ExternalLink, TriangleAlert } from "lucide-react";
import { type ReactNode, useState } from "react";
import { inputText } from "../../../../contract/rerank.ts";
import { dialects } from "../../../../engine/remote/dialects/dialects.ts";
import { selectedApiKey } from "../../stores/comparison/selectors.ts";
import { remoteId } from "../../stores/comparison/candidates.ts";
import { type Provider, resolveAddress, providerDialect } from "../../stores/remote-settings.ts";
import { candidateText } from "../../text/candidates.ts";
import { remoteText } from "../../text/compare.ts";
import { useComparison, usePlayground } from "../../stores/store-context.ts";
import { SelectField } from "../../ui/SelectField.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { ApiKeyField } from "./ApiKeyField.tsx";
import { RecordingForm } from "./RecordingForm.tsx";

const providers: { value: Provider; label: string }[] = [
  // The generic dialect, which comes last in the table, is the default.
  ...[...dialects.slice(-1), ...dialects.slice(0, -1)].map(({ name, label }) => ({ value: name, label })),
  { value: "recording", label: candidateText.recordings },
];

/** Server, model and key, and what will be sent. */
export default function RemoteForm() {
  const provider = useComparison((state) => state.remote.provider);
  const setProvider = useComparison((state) => state.setProvider);
  return (
    <div className="flex flex-col gap-3" data-compare>
      <SelectField label={remoteText.provider} value={provider} options={providers} onChange={setProvider} />
      {provider === "recording" ? <RecordingForm /> : <ServerForm />}
    </div>
  );
}

function ServerForm() {
  const remote = useComparison((state) => state.remote);
  const setRemote = useComparison((state) => state.setRemote);
  const settleAddress = useComparison((state) => state.settleAddress);
  const run = useComparison((state) => state.candidates[remoteId]?.run);
  const [left, setLeft] = useState(false);
  const address = resolveAddress(remote);
  const dialect = providerDialect(remote.provider);
  const failure = run?.status === "failed" ? run.error : undefined;
  const refused = failure?.errors.some(({ field }) => field === "base_url") === true;
  const wrong = (field: string): boolean => !address.ok && address.field === field;
  return (
    <>
      <div className="grid gap-x-4 gap-y-3 sm:grid-cols-2">
        <TextField
          label={remoteText.baseUrl}
          value={remote.baseUrl}
          placeholder="https://…"
          error={
            !address.ok && wrong("base_url") && (refused || (left && remote.baseUrl !== ""))
              ? address.message
              : undefined
          }
          onChange={(baseUrl) => setRemote({ baseUrl })}
          onBlur={() => {
            setLeft(true);
            settleAddress();
          }}
        />
        <TextField
          label={remoteText.path}
          value={remote.path}
          placeholder={dialect.path}
          error={!address.ok && wrong("path") ? address.message : undefined}
          onChange={(path) => setRemote({ path })}
        />
        <TextField
          label={remoteText.model}
          value={remote.model}
          placeholder={remoteText.anyModel}
          error={failure?.code === "model_not_found" ? remoteText.unknownModel : undefined}
          hint={<Proposals models={dialect.models.filter((model) => model !== remote.model)} />}
          onChange={(model) => setRemote({ model })}
        />
        <ApiKeyField error={keyError(failure)} />
      </div>
      {address.ok && address.readable && (
        <output className="flex gap-2 rounded-md bg-warn-soft px-3 py-2 text-xs text-warn">
          <TriangleAlert aria-hidden size={14} className="mt-0.5" />
          {remoteText.exposed}
        </output>
      )}
      <WhatLeaves />
      <p className="text-xs">
        <a className="text-accent underline" href={dialect.documentation} target="_blank" rel="noreferrer">
          <span>{remoteText.documentation(dialect.label)}</span>
          <ExternalLink aria-hidden size={12} className="ml-1 inline" />
        </a>
      </p>
    </>
  );
}

function keyError(
  failure: { code: string; errors: readonly { field: string; message: string }[] } | undefined,
) {
  const wrong = failure?.errors.find(({ field }) => field === "api_key");
  if (wrong) return remoteText.key.error(wrong.message);
  if (failure?.code === "unauthorized") return remoteText.key.unauthorized;
  if (failure?.code === "forbidden") return remoteText.key.forbidden;
  return undefined;
}

/** States what leaves the machine, before the first call and as long as the server takes part. */
function WhatLeaves() {
  const address = resolveAddress(useComparison((state) => state.remote));
  const withKey = useComparison((state) => selectedApiKey(state) !== "");
  const rows = usePlayground((state) => state.draft.rows);
  const characters = rows.reduce((sum, { document }) => sum + (inputText(document) ?? "").length, 0);
  if (!address.ok) return undefined;
  return (
    <p className="text-xs text-muted">
      <span>{remoteText.sent.before(rows.length, characters)}</span> <b className="text-ink">{address.url}</b>
      <span>{remoteText.sent.after(withKey)}</span>
    </p>
  );
}

function Proposals({ models }: { models: readonly string[] }): ReactNode {
  const setRemote = useComparison((state) => state.setRemote);
  if (models.length === 0) return undefined;
  return (
    <span className="flex flex-wrap gap-x-2">
      {models.map((model) => (
        <button
          key={model}
          type="button"
          className="text-accent underline [overflow-wrap:anywhere]"
          onClick={(event) => {
            // The button disappears, so the focus moves to the field that it fills.
            event.currentTarget.closest(".field")?.querySelector("input")?.focus();
            setRemote({ model });
          }}
        >
          {model}
        </button>
      ))}
    </span>
  );
}
