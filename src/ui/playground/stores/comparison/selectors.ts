import type { ModelEntry } from "../../../../models/model.ts";
import { candidateText } from "../../text/candidates.ts";
import { resolveAddress, keySlot } from "../remote-settings.ts";
import type { CandidatesState } from "./candidate-runs.ts";
import { type LocalCandidate, remoteId } from "./candidates.ts";
import type { ExampleSet } from "./example-set-rows.ts";
import type { LocalState } from "./local.ts";
import type { RemoteState } from "./remote.ts";

type FindModel = (id: string) => ModelEntry | undefined;

/** Everyone who takes part, the server first. */
export function candidateIds({
  remoteEnabled,
  localCandidates,
}: Pick<RemoteState & LocalState, "remoteEnabled" | "localCandidates">): string[] {
  return [...(remoteEnabled ? [remoteId] : []), ...localCandidates.map(({ id }) => id)];
}

/** `Remote`, or the title of the model with what distinguishes it: device, weights, a number. */
export function candidateName(
  id: string,
  localCandidates: readonly LocalCandidate[],
  findModel: FindModel,
): string {
  if (id === remoteId) return candidateText.remote;
  const candidate = localCandidates.find((other) => other.id === id);
  if (!candidate) return id;
  const name = localCandidateName(candidate, findModel);
  const before = localCandidates.slice(0, localCandidates.indexOf(candidate));
  const same = before.filter((other) => localCandidateName(other, findModel) === name).length;
  return same === 0 ? name : `${name} (${same + 1})`;
}

function localCandidateName({ modelId, device, dtype }: LocalCandidate, findModel: FindModel): string {
  const chosen = [device, dtype].filter((choice) => choice !== "auto").join(", ");
  const title = findModel(modelId)?.title ?? modelId;
  return chosen === "" ? title : `${title} (${chosen})`;
}

/** The key for the selected address; empty if there is none. */
export function selectedApiKey({ apiKeys, remote }: Pick<RemoteState, "apiKeys" | "remote">): string {
  return apiKeys[keySlot(remote)] ?? "";
}

/** The host that texts are sent to; `undefined` if they are sent to none. */
export function remoteHost({
  remoteEnabled,
  remote,
}: Pick<RemoteState, "remoteEnabled" | "remote">): string | undefined {
  if (!remoteEnabled || remote.provider === "recording") return undefined;
  const address = resolveAddress(remote);
  return address.ok ? address.host : undefined;
}

/** Whether a candidate or the example set is running. */
export function isBusy({ candidates, exampleSet }: CandidatesState & { exampleSet: ExampleSet }): boolean {
  return (
    exampleSet.status === "running" ||
    Object.values(candidates).some(({ run }) => run.status === "running" || run.status === "waiting")
  );
}
