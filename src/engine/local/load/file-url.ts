import type { ModelEntry } from "../../../models/model.ts";
import { withoutEndSlashes } from "../../../models/web-address.ts";

export interface ModelLocations {
  /** URL of the folder that holds embedded models as `organisation/name/…`; ends with a slash. */
  embeddedBaseUrl: string;
  /** `https://huggingface.co`, or any server with the same layout. */
  hubHost: string;
}

/** The URL of one file of a model. */
export function fileUrl(model: ModelEntry, path: string, locations: ModelLocations): string {
  const { source } = model;
  switch (source.kind) {
    case "embedded":
      return `${locations.embeddedBaseUrl}${model.id}/${path}`;
    case "hub":
      return `${withoutEndSlashes(locations.hubHost)}/${repositoryName(model)}/resolve/${encodeURIComponent(source.revision)}/${path}`;
    case "url":
      return `${withoutEndSlashes(source.baseUrl)}/${path}`;
    case "files":
      return `files:${path}`;
  }
}

/** The id of a model of another revision than the default is `organisation/name@revision`. */
function repositoryName({ id }: ModelEntry): string {
  return id.replace(/@.*$/, "");
}
