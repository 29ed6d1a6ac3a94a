/** For a service worker: `/v1/rerank` answered by an open tab. */
export { type RouteOptions, type ServiceWorkerScope, routeRerank } from "../fetch/route-rerank.ts";
