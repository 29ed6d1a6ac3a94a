import { RerankError } from "../../contract/errors.ts";
import type { Engine } from "./shared-engines.ts";

/**
 * An engine whose code is fetched with its first run: a page that shows the element pays for little more than its look.
 * @param load fetches the code and makes the engine of it
 */
export function lazyEngine(load: () => Promise<Engine>): Engine {
  let loading: Promise<Engine> | undefined;
  let engine: Engine | undefined;
  let disposed = false;

  async function ready(): Promise<Engine> {
    loading ??= load();
    try {
      engine = await loading;
    } catch (cause) {
      loading = undefined;
      const message = "The code of the engine could not be fetched. Check the connection.";
      throw new RerankError("download_failed", message, { cause });
    }
    if (disposed) engine.dispose();
    return engine;
  }

  return {
    get status() {
      return engine?.status;
    },
    rank: async (request, options) => {
      const loaded = await ready();
      options?.signal?.throwIfAborted();
      return loaded.rank(request, options);
    },
    dispose: () => {
      disposed = true;
      engine?.dispose();
    },
  };
}
