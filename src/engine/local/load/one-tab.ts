import type { RerankProgress } from "../../../contract/reranker.ts";
import { downloadMessages } from "../messages.ts";

type Bytes = Pick<Extract<RerankProgress, { phase: "download" }>, "loadedBytes" | "totalBytes">;

export interface Turn {
  /** Of the work: the same for all tabs that would do it twice. */
  name: string;
  /** Insecure pages and Node have none. */
  locks: LockManager | undefined;
  signal: AbortSignal;
  /** Another tab that says nothing for so long is no longer waited for. */
  silenceMs: number;
  onWait: (progress: Extract<RerankProgress, { phase: "wait" }>) => void;
}

/** A lock that is free is there sooner; a wait that short is not worth a word. */
const noticeMs = 300;
/** More often, nobody reads it. */
const tellEveryMs = 500;

/**
 * Does the work when no other tab does it: the other may leave its result in a cache. A tab that dies frees the lock.
 * Where the other says nothing for a while, or there are no locks, the work is done beside it.
 *
 * @param work its `tell` lets the tabs that wait know how far it is
 * @throws what `work` throws; the reason of an aborted signal
 */
export async function inOneTab<T>(
  { name, locks, signal, silenceMs, onWait }: Turn,
  work: (tell: (bytes: Bytes) => void) => Promise<T>,
): Promise<T> {
  if (!locks) return work(() => {});
  const patience = new AbortController();
  const channel = openChannel(name);
  let started = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const waitAnew = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => patience.abort(), silenceMs);
  };
  const notice = setTimeout(
    () => onWait({ phase: "wait", reason: downloadMessages.sameDownload() }),
    noticeMs,
  );
  channel?.addEventListener("message", ({ data }) => {
    if (started || !isBytes(data)) return;
    waitAnew();
    clearTimeout(notice);
    onWait({ phase: "wait", reason: downloadMessages.sameDownload(data) });
  });
  const start = (): Promise<T> => {
    started = true;
    clearTimeout(timer);
    clearTimeout(notice);
    return work(teller(channel));
  };
  waitAnew();
  try {
    return await locks
      .request(name, { signal: AbortSignal.any([signal, patience.signal]) }, start)
      .catch((error: unknown) => {
        signal.throwIfAborted();
        // Not a failure of the work, but of the lock: nobody is waited for.
        if (started) throw error;
        return start();
      });
  } finally {
    clearTimeout(timer);
    clearTimeout(notice);
    channel?.close();
  }
}

function teller(channel: BroadcastChannel | undefined): (bytes: Bytes) => void {
  let toldAt = -Infinity;
  return (bytes) => {
    if (performance.now() - toldAt < tellEveryMs) return;
    toldAt = performance.now();
    channel?.postMessage(bytes);
  };
}

function isBytes(data: unknown): data is Bytes {
  return (
    typeof data === "object" &&
    data !== null &&
    "loadedBytes" in data &&
    typeof data.loadedBytes === "number" &&
    "totalBytes" in data &&
    typeof data.totalBytes === "number"
  );
}

/** Sandboxed frames may have none. */
function openChannel(name: string): BroadcastChannel | undefined {
  try {
    return new BroadcastChannel(name);
  } catch {
    return undefined;
  }
}
