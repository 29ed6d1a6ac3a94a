import { Suspense, lazy } from "react";
import { type ModelEntry, downloadBytes } from "../../../../models/model.ts";
import { scoreKindLabels } from "../../stores/ranking.ts";
import { usePlayground } from "../../stores/store-context.ts";
import { formatBytes } from "../../../text/format.ts";
import { Licence } from "./Licence.tsx";
import { deviceNames, dtypeLabels } from "./dtype-labels.ts";
import { familyTexts } from "./family-texts.ts";

const ModelFits = lazy(() => import("./ModelFits.tsx"));

/** From here on it is a question whether a machine can run it. */
const largeBytes = 200_000_000;

/** What a person must know before anything is downloaded. */
export function ModelCard({ model }: { model: ModelEntry }) {
  const hubHost = usePlayground((state) => state.draft.settings.hubHost);
  const family = familyTexts[model.recipe.family];
  return (
    <div className="rounded-md bg-sunken px-3 py-2 text-xs leading-5">
      <p>{model.quality}</p>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 pt-1 [&_dt]:text-muted">
        <Sizes model={model} />
        <dt>Licence</dt>
        <dd>
          <Licence licence={model.licence} />
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

/** Of large models with whether they can run here, in the place of the sizes alone. */
function Sizes({ model }: { model: ModelEntry }) {
  const sizes = model.variants.map((variant, position) => (
    <span key={variant.dtype}>
      {position > 0 && " · "}
      {formatBytes(downloadBytes(model, variant))} on{" "}
      {variant.devices.map((device) => deviceNames[device]).join(" and ")} (
      {dtypeLabels[variant.dtype].split(" ")[0]})
    </span>
  ));
  const large = model.variants.some((variant) => downloadBytes(model, variant) > largeBytes);
  return (
    <>
      <dt>{large ? "On this machine" : "Size"}</dt>
      <dd>
        {large ? (
          <Suspense fallback={sizes}>
            <ModelFits model={model} />
          </Suspense>
        ) : (
          sizes
        )}
      </dd>
    </>
  );
}

function placeOf({ source }: ModelEntry, hubHost: string): string {
  const once = "fetched once when you press Rerank, then cached by this browser";
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
