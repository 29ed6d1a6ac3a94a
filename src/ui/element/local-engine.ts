import { createLocalReranker } from "../../engine/create-reranker.ts";
import type { LocalReranker } from "../../engine/local/local-reranker.ts";
import { workerEnvironment } from "./cross-origin-worker.ts";
import type { EngineSettings } from "./settings.ts";

const environment = workerEnvironment();

export function createLocalEngine({ dtype, ...settings }: EngineSettings): LocalReranker {
  return createLocalReranker({ ...settings, environment, ...(dtype !== undefined && { dtype }) });
}
