import { RerankError } from "../../../../contract/errors.ts";
import type { RerankOptions } from "../../../../contract/reranker.ts";
import { createRemoteReranker } from "../../../../engine/create-remote-reranker.ts";
import { RecordedReranker, type Recording, createRecording } from "../../../../engine/remote/recordings.ts";
import type { ModelEntry } from "../../../../models/model.ts";
import type { Draft } from "../draft.ts";
import { type Ranking, responseRanking } from "../ranking.ts";
import { isLocalhost } from "../../../../engine/remote/address.ts";
import { type RemoteSettings, remoteRequest, presetSettings, sourceKey } from "../remote-settings.ts";

interface RemoteRun extends Required<RerankOptions> {
  draft: Draft;
  /** The page's own model. */
  model: ModelEntry | undefined;
  remote: RemoteSettings;
  apiKey: string;
  now: () => number;
  date: () => Date;
}

/**
 * Asks a server what was asked here; the answer comes with its recording.
 * @throws {RerankError | DOMException} as `Reranker.rerank`
 */
export async function rankRemotely(run: RemoteRun): Promise<{ ranking: Ranking; recording: Recording }> {
  const { draft, model, remote, apiKey, signal, onProgress, now, date } = run;
  const { provider, baseUrl, path } = remote;
  if (provider === "recording") throw new RerankError("internal_error", "A recording is no server.");
  const request = remoteRequest(draft, model, remote);
  const reranker = createRemoteReranker({
    baseUrl,
    dialect: provider,
    ...(path.trim() !== "" && { path: path.trim() }),
    apiKey: apiKey.trim(),
  });
  const startedAt = now();
  let pauses = 0;
  const response = await reranker.rerank(request, {
    signal,
    onProgress: (progress) => {
      if (progress.phase === "retry") pauses += 1;
      onProgress(progress);
    },
  });
  signal.throwIfAborted();
  const elapsedMs = now() - startedAt;
  const { dialect } = reranker;
  const { host } = new URL(reranker.url);
  const unsupported = reranker.unsupportedFields(request);
  const notes = [
    ...(isLocalhost(new URL(reranker.url).hostname)
      ? ["It runs on this machine: where both ran at once, both times are longer for it."]
      : []),
    ...(unsupported.length > 0
      ? [`Not sent, ${dialect.label} does not know it: ${unsupported.join(", ")}.`]
      : []),
    ...(dialect.name === provider ? [] : [`The server speaks as ${dialect.label} does.`]),
    ...(pauses > 0
      ? [`It was asked again after ${pauses === 1 ? "a pause" : `${pauses} pauses`}; they are in its time.`]
      : []),
  ];
  return {
    ranking: responseRanking(draft, response, {
      scoreKind: dialect.scores,
      where: host,
      elapsedMs,
      notes,
      source: sourceKey(remote, request.instruction),
    }),
    recording: createRecording(request, response, {
      at: date().toISOString(),
      server: host,
      dialect: dialect.label,
      scores: dialect.scores,
      elapsedMs,
    }),
  };
}

/**
 * What a server answered once to the same request, under the time that it took then.
 * @throws {RerankError} `bad_request` where it was not recorded
 */
export function rankRecorded(
  draft: Draft,
  model: ModelEntry | undefined,
  recordings: readonly Recording[],
): Ranking {
  const request = remoteRequest(draft, model, { model: "" });
  const { response, recording } = new RecordedReranker(recordings).answer(request);
  const { at, server, dialect, scores, elapsedMs } = recording;
  return responseRanking(draft, response, {
    scoreKind: scores,
    where: server,
    elapsedMs,
    source: sourceKey(presetSettings("recording"), request.instruction),
    notes: [`Recorded on ${at.slice(0, 10)} (${dialect}); nothing was sent.`],
  });
}
