/**
 * The messages between a service worker and its tabs. For each request, the service worker sends every tab an `offer`
 * with its own port. The first tab that replies `ready` gets the request; the other ports are closed. There is no
 * state between requests, because a browser may stop a service worker at any time.
 */

/** To every tab, with a `MessagePort`. */
export interface Offer {
  tabrank: "rerank-offer";
}

/** A response as data. The body is JSON: as text, its numbers keep all their digits. */
export interface TabAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** Over the port, to the service worker. */
export type FromTab = { type: "ready" } | { type: "answer"; answer: TabAnswer } | { type: "aborted" };

/** Over the port, to the tab. */
export type ToTab =
  | { type: "request"; url: string; headers: Record<string, string>; body: ArrayBuffer }
  | { type: "cancel" };

export function isOffer(data: unknown): data is Offer {
  return typeof data === "object" && data !== null && Reflect.get(data, "tabrank") === "rerank-offer";
}
