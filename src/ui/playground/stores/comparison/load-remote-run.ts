/** Fetches the code that calls servers: only those who compare with one need it. */
export const loadRemoteRun = () => import("./remote-run.ts");
