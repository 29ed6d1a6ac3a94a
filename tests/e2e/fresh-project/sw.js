import { routeRerank } from "tabrank/service-worker";

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
routeRerank(self);
