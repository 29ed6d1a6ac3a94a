/** Settings that only limit which of the ranked documents come back need no new run. */
import { parseRequest } from "../../../contract/rerank.ts";
import { returnedResults } from "../../../contract/returned-results.ts";
import { propertyName, settingNames, settings } from "../../../contract/settings.ts";
import type { ModelEntry } from "../../../models/model.ts";
import { type Draft, acceptedInputs, draftRequest, sameDraft } from "./draft.ts";
import type { PlaygroundStore } from "./playground-store.ts";
import type { Answer } from "./run.ts";

const limits = settingNames.filter((name) => settings[name].limitsResults === true).map(propertyName);

/**
 * The answer as a run of the draft would give it, where nothing but such limits differs.
 * @returns `undefined` if the draft makes the same request, another one, or none that is valid
 */
export function recut(answer: Answer, draft: Draft, model: ModelEntry | undefined): Answer | undefined {
  if (sameDraft(answer.draft, draft)) return undefined;
  const limited = Object.fromEntries(limits.map((name) => [name, draft.settings[name]]));
  const asked = { ...answer.draft, settings: { ...answer.draft.settings, ...limited } };
  if (!sameDraft(asked, draft)) return undefined;
  const request = validRequest(draft, model);
  if (!request) return undefined;
  const { below_min_score: _, ...response } = answer.response;
  const unread = response.unread_documents?.length;
  return {
    ...answer,
    draft,
    response: { ...response, ...returnedResults(answer.ranked, request, answer.documents, unread) },
  };
}

function validRequest(draft: Draft, model: ModelEntry | undefined) {
  try {
    return parseRequest(draftRequest(draft, model), acceptedInputs(model));
  } catch {
    return undefined;
  }
}

/** Keeps the answer cut as the draft says, while no run is on its way. */
export function followLimits(store: PlaygroundStore): void {
  const follow = ({ run, answer, draft, findModel } = store.getState()): void => {
    if (run.status === "running" || !answer) return;
    const cut = recut(answer, draft, findModel(draft.settings.modelId));
    if (cut) store.setState({ answer: cut });
  };
  store.subscribe((state, before) => {
    if (state.draft !== before.draft || state.answer !== before.answer) follow(state);
  });
  follow();
}
