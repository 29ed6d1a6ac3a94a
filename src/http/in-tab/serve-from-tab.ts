import { type NamedReranker, createRerankHandler } from "./create-rerank-fetch.ts";
import { type FromTab, type ToTab, isOffer } from "./protocol.ts";

export interface ServeOptions {
  /** Answer whichever model a client names; the response's `model` says which one really ran. */
  anyModel?: boolean;
  /** Where offers come from; the page's own service workers without it. */
  serviceWorker?: Pick<ServiceWorkerContainer, "addEventListener" | "removeEventListener" | "startMessages">;
}

/**
 * This tab answers the requests that `routeRerank` of the service worker catches, from whichever script of the origin.
 * @returns ends it
 */
export function serveFromTab(
  reranker: NamedReranker,
  { anyModel = false, serviceWorker = navigator.serviceWorker }: ServeOptions = {},
): () => void {
  const handle = createRerankHandler(reranker, anyModel);
  const onMessage = ({ data, ports }: MessageEvent): void => {
    const [port] = ports;
    if (!port || !isOffer(data)) return;
    const abort = new AbortController();
    const post = (message: FromTab): void => port.postMessage(message);
    port.addEventListener("message", (event: MessageEvent<ToTab>) => {
      const message = event.data;
      if (message.type === "cancel") return abort.abort(new DOMException("The client left.", "AbortError"));
      const { headers, body } = message;
      void handle({
        method: "POST",
        path: "/v1/rerank",
        headers,
        readBody: async () => new Uint8Array(body),
        signal: abort.signal,
      }).then((answer) => post(abort.signal.aborted ? { type: "aborted" } : { type: "answer", answer }));
    });
    port.start();
    post({ type: "ready" });
  };
  serviceWorker.addEventListener("message", onMessage);
  serviceWorker.startMessages();
  return () => serviceWorker.removeEventListener("message", onMessage);
}
