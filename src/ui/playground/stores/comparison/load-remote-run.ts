import { loadScript } from "../../parts/load-script.ts";

/** Fetches the code that calls servers: only those who compare with one need it. */
export const loadRemoteRun = () => loadScript(() => import("./remote-run.ts"));
