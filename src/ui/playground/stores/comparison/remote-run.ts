/** One request to a server, or its recorded answer. */
import { RerankError } from "../../../../contract/errors.ts";
import type { RerankOptions } from "../../../../contract/reranker.ts";
import { createRemoteReranker } from "../../../../engine/create-remote-reranker.ts";
import { isLocalhost } from "../../../../engine/remote/address.ts";
import { RecordedReranker, type Recording, createRecording } from "../../../../engine/remote/recordings.ts";
import type { ModelEntry } from "../../../../models/model.ts";
import { noteText } from "../../text/compare.ts";
import type { Draft } from "../draft.ts";
import { type Ranking, responseRanking } from "../ranking.ts";
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
 * Sends the request to a server.
 * @returns its ranking, and the recording of its answer
 * @throws {RerankError | DOMException} as `Reranker.rerank`
 */
export async function rankRemotely(run: RemoteRun): Promise<{ ranking: Ranking; recording: Recording }> {
  const { draft, model, remote, apiKey, signal, onProgress, now, date } = run;
  const { provider, baseUrl, path } = remote;
  if (provider === "recording") throw new RerankError("internal_error", "A recording is not a server.");
  const request = remoteRequest(draft, model, remote);
  const reranker = createRemoteReranker({
    baseUrl,
    dialect: provider,
    ...(path.trim() !== "" && { path: path.trim() }),
    apiKey: apiKey.trim(),
  });
  const startedAt = now();
  let retries = 0;
  const response = await reranker.rerank(request, {
    signal,
    onProgress: (progress) => {
      if (progress.phase === "retry") retries += 1;
      onProgress(progress);
    },
  });
  signal.throwIfAborted();
  const elapsedMs = now() - startedAt;
  const { dialect } = reranker;
  const { host } = new URL(reranker.url);
  const unsupported = reranker.unsupportedFields(request);
  const notes = [
    ...(isLocalhost(new URL(reranker.url).hostname) ? [noteText.sameMachine] : []),
    ...(unsupported.length > 0 ? [noteText.unsupported(dialect.label, unsupported)] : []),
    ...(dialect.name === provider ? [] : [noteText.otherDialect(dialect.label)]),
    ...(retries > 0 ? [noteText.retried(retries)] : []),
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
 * The recorded answer to the same request, with the time that it took then.
 * @throws {RerankError} `bad_request` if there is none
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
    notes: [noteText.recorded(at.slice(0, 10), dialect)],
  });
}
