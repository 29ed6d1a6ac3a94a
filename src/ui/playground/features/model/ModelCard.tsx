import { Suspense } from "react";
import { type ModelEntry, downloadBytes } from "../../../../models/model.ts";
import { scoreKindLabels } from "../../stores/ranking.ts";
import { usePlayground } from "../../stores/store-context.ts";
import { modelText } from "../../text/model.ts";
import { formatBytes } from "../../../text/format.ts";
import { KnownScores } from "./KnownScores.tsx";
import { Licence } from "./Licence.tsx";
import { deviceNames, dtypeLabels } from "./dtype-labels.ts";
import { familyTexts } from "../../text/families.ts";
import { lazyPart } from "../../parts/lazy-part.tsx";

const ModelFits = lazyPart(() => import("./ModelFits.tsx"));

/** Not every machine can run larger models. */
const largeBytes = 200_000_000;

/** What to know about a model before downloading it. */
export function ModelCard({ model }: { model: ModelEntry }) {
  const hubHost = usePlayground((state) => state.draft.settings.hubHost);
  const family = familyTexts[model.recipe.family];
  return (
    <div className="rounded-md bg-sunken px-3 py-2 text-xs leading-5">
      <p className="[overflow-wrap:anywhere]">{model.quality}</p>
      {typeof model.golden === "object" && <KnownScores model={model} golden={model.golden} />}
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 pt-1 [&_dt]:text-muted">
        <Sizes model={model} />
        <dt>{modelText.licence}</dt>
        <dd>
          <Licence licence={model.licence} />
        </dd>
        <dt>{modelText.reads}</dt>
        <dd>{modelText.reading(model.languages, model.maxTokens)}</dd>
        <dt>{modelText.kind}</dt>
        <dd>
          <span>{modelText.family(family.name, family.about)}</span>
          <span>{modelText.scoreKind(scoreKindLabels[model.scoreKind])}</span>
        </dd>
        <dt>{modelText.from}</dt>
        <dd className="[overflow-wrap:anywhere]">{describeSource(model, hubHost)}</dd>
      </dl>
    </div>
  );
}

/** Download sizes; for a large model, also whether it can run here. */
function Sizes({ model }: { model: ModelEntry }) {
  const sizes = model.variants.map((variant, position) => (
    <span key={variant.dtype}>
      {position > 0 && <span>{" · "}</span>}
      <span>
        {modelText.download(
          formatBytes(downloadBytes(model, variant)),
          variant.devices.map((device) => deviceNames[device]),
          dtypeLabels[variant.dtype].split(" ")[0] ?? "",
        )}
      </span>
    </span>
  ));
  const large = model.variants.some((variant) => downloadBytes(model, variant) > largeBytes);
  return (
    <>
      <dt>{large ? modelText.onThisMachine : modelText.size}</dt>
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

function describeSource({ source }: ModelEntry, hubHost: string): string {
  switch (source.kind) {
    case "embedded":
      return modelText.source.embedded;
    case "hub":
      return modelText.source.hub(hostName(hubHost));
    case "url":
      return modelText.source.url(hostName(source.baseUrl));
    case "files":
      return modelText.source.files;
  }
}

/** The host of an address. An invalid address stays as typed: using it reports the error. */
function hostName(address: string): string {
  return URL.canParse(address) ? new URL(address).host : address;
}
