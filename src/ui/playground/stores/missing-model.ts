import { RerankError } from "../../../contract/errors.ts";

const filesPrefix = "files/";

/** Name of a model out of files that were given to a page, this one or an earlier; `undefined` for an id of another kind. */
export function localFolderName(modelId: string): string | undefined {
  return modelId.startsWith(filesPrefix) ? modelId.slice(filesPrefix.length) : undefined;
}

/** Of a model that a kept draft or a shared link names, and that nobody has looked up here. */
export function missingModel(modelId: string): RerankError {
  const name = localFolderName(modelId);
  const message =
    name === undefined
      ? `No model "${modelId}".`
      : `The files of “${name}” are gone with the page that they were given to: give its folder again, under Model.`;
  return new RerankError("model_not_found", message);
}
