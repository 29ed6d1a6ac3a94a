/**
 * For a service worker: `/v1/rerank` answered by an open tab.
 *
 * @example
 * ```ts
 * import { type ServiceWorkerScope, routeRerank } from "tabrank/service-worker";
 *
 * declare const self: ServiceWorkerScope;
 * routeRerank(self);
 * ```
 */
export { type RouteOptions, type ServiceWorkerScope, routeRerank } from "../http/in-tab/route-rerank.ts";
