import { type Device, type ModelEntry, downloadBytes } from "../../../models/model.ts";
import { scoreKindLabels } from "../../stores/ranking.ts";
import { usePlayground } from "../../stores/store-context.ts";
import { formatBytes } from "../../../words/format.ts";
import { dtypeLabels } from "./dtype-labels.ts";
import { families } from "./families.ts";

const deviceNames: Record<Device, string> = { wasm: "WASM", webgpu: "WebGPU" };

/** What a person must know before anything is downloaded. */
export function ModelCard({ model }: { model: ModelEntry }) {
  const hubHost = usePlayground((state) => state.draft.settings.hubHost);
  const { licence } = model;
  const family = families[model.recipe.family];
  return (
    <div className="rounded-md bg-sunken px-3 py-2 text-xs leading-5">
      <p>{model.quality}</p>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 pt-1 [&_dt]:text-muted">
        <dt>Size</dt>
        <dd>
          {model.forms.map((form, position) => (
            <span key={form.dtype}>
              {position > 0 && " · "}
              {formatBytes(downloadBytes(model, form))} on{" "}
              {form.devices.map((device) => deviceNames[device]).join(" and ")} (
              {dtypeLabels[form.dtype].split(" ")[0]})
            </span>
          ))}
        </dd>
        <dt>Licence</dt>
        <dd>
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
        </dd>
        <dt>Reads</dt>
        <dd>
          {model.languages}; up to {model.maxTokens.toLocaleString("en")} tokens
        </dd>
        <dt>Kind</dt>
        <dd>
          {family.name}. {family.about} Score: {scoreKindLabels[model.scoreKind]}.
        </dd>
        <dt>From</dt>
        <dd className="[overflow-wrap:anywhere]">{placeOf(model, hubHost)}</dd>
      </dl>
    </div>
  );
}

function placeOf({ source }: ModelEntry, hubHost: string): string {
  const once = "fetched once when you press Rerank, then kept by this browser";
  switch (source.kind) {
    case "embedded":
      return "this page: no other server is asked";
    case "hub":
      return `${hostOf(hubHost)}: ${once}`;
    case "url":
      return `${hostOf(source.baseUrl)}: ${once}`;
    case "files":
      return "the files that you gave: here until this page is closed";
  }
}

/** As typed where it is no address: what is wrong with it is said when it is used. */
function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : address;
}
