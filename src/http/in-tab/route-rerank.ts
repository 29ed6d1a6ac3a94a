import { HttpError, errorResponse } from "../http-error.ts";
import { jsonResponse } from "../json-response.ts";
import type { FromTab, Offer, ToTab } from "./protocol.ts";
import { withUrl } from "./with-url.ts";

/** The part of the service worker's global scope that `routeRerank` uses. */
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
  /** Default: `/v1/rerank`. */
  path?: string;
  /** How long to wait for a tab to reply, in milliseconds. Default: 2,000. */
  answerWithinMs?: number;
}

/**
 * Intercepts `POST /v1/rerank` to the service worker's origin. An open tab that called `serveFromTab` answers it, and
 * nothing reaches the network. Without such a tab, the response is 503. Call it when the script first runs: browsers
 * ignore `fetch` listeners that are added later.
 */
export function routeRerank(
  scope: ServiceWorkerScope,
  { path = "/v1/rerank", answerWithinMs = 2000 }: RouteOptions = {},
): void {
  scope.addEventListener("fetch", (event) => {
    const { request } = event;
    const url = new URL(request.url);
    if (request.method !== "POST" || url.origin !== scope.location.origin || url.pathname !== path) return;
    event.respondWith(
      answerInTab(scope, request, answerWithinMs).then((response) => withUrl(response, request.url)),
    );
  });
}

async function answerInTab(
  scope: ServiceWorkerScope,
  request: Request,
  answerWithinMs: number,
): Promise<Response> {
  const body = await request.arrayBuffer();
  const tabs = await scope.clients.matchAll({ type: "window", includeUncontrolled: true });
  const port = await firstReady(tabs, answerWithinMs);
  if (!port) {
    const detail = "No open tab of this origin runs a reranker. Open one that calls serveFromTab.";
    return errorResponse(new HttpError(503, "NO_RERANKER", detail, { "Retry-After": "1" }));
  }
  return new Promise((resolve, reject) => {
    const send = (message: ToTab, transfer: Transferable[] = []): void => port.postMessage(message, transfer);
    port.addEventListener("message", ({ data }: MessageEvent<FromTab>) => {
      if (data.type === "ready") return;
      port.close();
      if (data.type === "aborted") return reject(new DOMException("The request was aborted.", "AbortError"));
      const { status, headers, body } = data.answer;
      resolve(jsonResponse(body, status, headers, () => body));
    });
    request.signal.addEventListener("abort", () => send({ type: "cancel" }));
    send({ type: "request", url: request.url, headers: Object.fromEntries(request.headers), body }, [body]);
  });
}

/** Returns the port of the tab that replies first, and closes the others. */
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
