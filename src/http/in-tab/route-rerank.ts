import { RerankError } from "../../contract/errors.ts";
import type { HttpAnswer } from "../handler.ts";
import { responseOf } from "./create-rerank-fetch.ts";
import type { FromTab, Offer, ToTab } from "./protocol.ts";

/** What is needed of the service worker's global scope. */
export interface ServiceWorkerScope {
  readonly location: { readonly origin: string };
  readonly clients: {
    matchAll(options: {
      type: "window";
      includeUncontrolled: boolean;
    }): Promise<readonly { postMessage(message: unknown, transfer: Transferable[]): void }[]>;
  };
  addEventListener(type: "fetch", listener: (event: FetchLike) => void): void;
}

interface FetchLike extends Event {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}

export interface RouteOptions {
  /** Default `/v1/rerank`. */
  path?: string;
  /** How long a tab may take to say that it is there. Default 2,000. */
  answerWithinMs?: number;
}

/**
 * In a service worker: `POST /v1/rerank` of its origin is answered by an open tab that called `serveFromTab`, and
 * never reaches the network. Without such a tab the answer is 503. To be called when the script first runs.
 */
export function routeRerank(
  scope: ServiceWorkerScope,
  { path = "/v1/rerank", answerWithinMs = 2000 }: RouteOptions = {},
): void {
  scope.addEventListener("fetch", (event) => {
    const { request } = event;
    const url = new URL(request.url);
    if (request.method !== "POST" || url.origin !== scope.location.origin || url.pathname !== path) return;
    event.respondWith(answer(scope, request, answerWithinMs));
  });
}

async function answer(
  scope: ServiceWorkerScope,
  request: Request,
  answerWithinMs: number,
): Promise<Response> {
  const body = await request.arrayBuffer();
  const tabs = await scope.clients.matchAll({ type: "window", includeUncontrolled: true });
  const port = await firstReady(tabs, answerWithinMs);
  if (!port) return responseOf(nobody(), request.url);
  return new Promise((resolve, reject) => {
    const end = (): void => port.close();
    const send = (message: ToTab, transfer: Transferable[] = []): void => port.postMessage(message, transfer);
    port.addEventListener("message", ({ data }: MessageEvent<FromTab>) => {
      if (data.type === "ready") return;
      end();
      if (data.type === "answer") resolve(responseOf(data.answer, request.url));
      else reject(new DOMException("The request was aborted.", "AbortError"));
    });
    request.signal.addEventListener("abort", () => send({ type: "cancel" }));
    send({ type: "request", url: request.url, headers: Object.fromEntries(request.headers), body }, [body]);
  });
}

/** The port of the tab that answers first; the others' are closed. */
function firstReady(
  tabs: Awaited<ReturnType<ServiceWorkerScope["clients"]["matchAll"]>>,
  withinMs: number,
): Promise<MessagePort | undefined> {
  if (tabs.length === 0) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    const ports: MessagePort[] = [];
    const settle = (chosen: MessagePort | undefined): void => {
      clearTimeout(timer);
      for (const port of ports) if (port !== chosen) port.close();
      resolve(chosen);
    };
    const timer = setTimeout(settle, withinMs, undefined);
    for (const tab of tabs) {
      const { port1, port2 } = new MessageChannel();
      ports.push(port1);
      port1.addEventListener("message", () => settle(port1), { once: true });
      port1.start();
      const offer: Offer = { tabrank: "rerank-offer" };
      tab.postMessage(offer, [port2]);
    }
  });
}

function nobody(): HttpAnswer {
  const message = "No open tab of this origin runs a reranker: one must be open that called serveFromTab.";
  const error = new RerankError("internal_error", message);
  return { status: 503, headers: { "Retry-After": "1" }, body: { ...error.toBody(), code: "NO_RERANKER" } };
}
