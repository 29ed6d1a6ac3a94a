import { createLocalReranker } from "../../engine/create-reranker.ts";
import { workerEnvironment } from "./cross-origin-worker.ts";
import { resultNodes } from "./result-list.ts";
import type { EngineSettings } from "./settings.ts";
import type { Engine } from "./shared-engines.ts";

const environment = workerEnvironment();

export function createLocalEngine({ dtype, ...settings }: EngineSettings): Engine {
  const reranker = createLocalReranker({ ...settings, environment, ...(dtype !== undefined && { dtype }) });
  return {
    get status() {
      return reranker.status;
    },
    rank: async (request, options) => ({ ...(await reranker.rank(request, options)), resultNodes }),
    dispose: () => reranker.dispose(),
  };
}
