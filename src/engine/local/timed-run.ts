import { RerankError } from "../../contract/errors.ts";
import type { RerankRequest, RerankResponse } from "../../contract/rerank.ts";
import type { RerankOptions } from "../../contract/reranker.ts";
import type { EngineStatus } from "./engine-status.ts";
import type { LocalReranker } from "./local-reranker.ts";

interface TimedRun extends Required<RerankOptions> {
  engine: Pick<LocalReranker, "rerank" | "status">;
  request: RerankRequest;
  now: () => number;
}

/**
 * A run, what it ran on, and how long the scoring took: download and load have figures of their own.
 * @throws {RerankError | DOMException} as `Reranker.rerank`
 */
export async function timedRun({
  engine,
  request,
  signal,
  onProgress,
  now,
}: TimedRun): Promise<{ response: RerankResponse; status: EngineStatus; elapsedMs: number }> {
  let startedAt: number | undefined;
  const response = await engine.rerank(request, {
    signal,
    onProgress: (progress) => {
      if (progress.phase === "score") startedAt ??= now();
      onProgress(progress);
    },
  });
  const elapsedMs = now() - (startedAt ?? now());
  signal.throwIfAborted();
  const { status } = engine;
  if (!status) throw new RerankError("internal_error", "The engine has no status after a run.");
  return { response, status, elapsedMs };
}
