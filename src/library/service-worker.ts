/**
 * For a service worker: lets an open tab answer `/v1/rerank`.
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
