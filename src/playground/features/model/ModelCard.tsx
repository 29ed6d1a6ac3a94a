import { type ModelEntry, downloadBytes } from "../../../models/model.ts";
import { usePlayground } from "../../stores/store-context.ts";
import { formatBytes } from "../../ui/format.ts";
import { dtypeLabels } from "../settings/Settings.tsx";

/** What a person must know before anything is downloaded. */
export function ModelCard({ model }: { model: ModelEntry }) {
  const hubHost = usePlayground((state) => state.draft.settings.hubHost);
  const { licence, source } = model;
  const sizes = model.forms.map((form) => {
    const devices = form.devices.map((device) => (device === "wasm" ? "WASM" : "WebGPU")).join(", ");
    return `${formatBytes(downloadBytes(model, form))} on ${devices} (${dtypeLabels[form.dtype].split(" ")[0]})`;
  });
  return (
    <div className="rounded-md bg-sunken px-3 py-2 text-xs leading-5">
      <p>{model.quality}</p>
      <p className="text-muted">
        {sizes.join(" · ")} · {model.languages} · up to {model.maxTokens.toLocaleString("en")} tokens ·{" "}
        {model.recipe.family} · score: {model.scoreKind}
      </p>
      <p className="text-muted">
        Licence:{" "}
        {licence.url === undefined ? (
          licence.name
        ) : (
          <a className="underline" href={licence.url} target="_blank" rel="noreferrer">
            {licence.name}
          </a>
        )}
        {licence.commercialUse === "not-allowed" && (
          <strong className="ml-2 rounded bg-warn-soft px-1.5 py-0.5 font-medium text-warn">
            no commercial use
          </strong>
        )}
        {" · "}
        {source.kind === "embedded" && "comes with this page"}
        {source.kind === "hub" &&
          `Rerank downloads it once from ${new URL(hubHost).host}, then it is kept here`}
        {source.kind === "url" &&
          `Rerank downloads it once from ${new URL(source.baseUrl).host}, then it is kept here`}
      </p>
    </div>
  );
}
