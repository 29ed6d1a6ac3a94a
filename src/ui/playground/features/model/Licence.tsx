import type { ModelEntry } from "../../../../models/model.ts";
import { modelText } from "../../text/model.ts";

export function Licence({ licence }: Pick<ModelEntry, "licence">) {
  return (
    <>
      <span>
        {licence.url === undefined ? (
          licence.name
        ) : (
          <a className="underline" href={licence.url} target="_blank" rel="noreferrer">
            {licence.name}
          </a>
        )}
      </span>
      {licence.commercialUse === "not-allowed" && (
        <strong className="ml-2 rounded bg-warn-soft px-1.5 py-0.5 font-medium text-warn">
          {modelText.noCommercialUse}
        </strong>
      )}
    </>
  );
}
