import { type FromTab, type ToTab, isOffer } from "./protocol.ts";
import { type NamedReranker, createTabHandler } from "./tab-handler.ts";

export interface ServeOptions {
  /** Answer whichever model a client names. The response's `model` says which one ran. */
  anyModel?: boolean;
  /** The source of offers. Default: the page's own service workers. */
  serviceWorker?: Pick<ServiceWorkerContainer, "addEventListener" | "removeEventListener" | "startMessages">;
}

/**
 * Lets this tab answer the requests that `routeRerank` intercepts in the service worker, from any script of the origin.
 * @returns a function that stops serving
 */
export function serveFromTab(
  reranker: NamedReranker,
  { anyModel = false, serviceWorker = navigator.serviceWorker }: ServeOptions = {},
): () => void {
  const handle = createTabHandler(reranker, anyModel);
  const onMessage = ({ data, ports }: MessageEvent): void => {
    const [port] = ports;
    if (!port || !isOffer(data)) return;
    const abort = new AbortController();
    const post = (message: FromTab): void => port.postMessage(message);
    port.addEventListener("message", ({ data: message }: MessageEvent<ToTab>) => {
      if (message.type === "cancel") return abort.abort();
      const { url, headers, body } = message;
      const request = new Request(url, { method: "POST", headers, body, signal: abort.signal });
      void handle(request).then(async (response) => {
        const answer = {
          status: response.status,
          headers: Object.fromEntries(response.headers),
          body: await response.text(),
        };
        post(abort.signal.aborted ? { type: "aborted" } : { type: "answer", answer });
      });
    });
    port.start();
    post({ type: "ready" });
  };
  serviceWorker.addEventListener("message", onMessage);
  serviceWorker.startMessages();
  return () => serviceWorker.removeEventListener("message", onMessage);
}
