/**
 * What a service worker and the tabs say to each other when one of them answers `/v1/rerank`. For each request the
 * service worker sends every tab an `offer` with a port of its own; the first that says `ready` over it gets the
 * request, and the others hear nothing more. Nothing is kept between requests: a service worker may end at any time.
 */
import type { HttpAnswer } from "../handler.ts";

/** To every tab, with a `MessagePort`. */
export interface Offer {
  tabrank: "rerank-offer";
}

/** Over the port, to the service worker. */
export type FromTab = { type: "ready" } | { type: "answer"; answer: HttpAnswer } | { type: "aborted" };

/** Over the port, to the tab. */
export type ToTab =
  | { type: "request"; url: string; headers: Record<string, string>; body: ArrayBuffer }
  | { type: "cancel" };

export function isOffer(data: unknown): data is Offer {
  return typeof data === "object" && data !== null && Reflect.get(data, "tabrank") === "rerank-offer";
}
