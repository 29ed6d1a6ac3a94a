import { RerankError } from "../../../contract/errors.ts";
import { draftText } from "../text/draft.ts";

const filesPrefix = "files/";

/** The name of a local folder that was opened in this page or an earlier one; `undefined` for any other model. */
export function localFolderName(modelId: string): string | undefined {
  return modelId.startsWith(filesPrefix) ? modelId.slice(filesPrefix.length) : undefined;
}

/** The error for a model that a saved draft or a shared link names but this page does not know. */
export function missingModel(modelId: string): RerankError {
  const name = localFolderName(modelId);
  const message = name === undefined ? draftText.missingModel(modelId) : draftText.missingFolder(name);
  return new RerankError("model_not_found", message);
}
