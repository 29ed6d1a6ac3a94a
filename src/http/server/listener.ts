import type { RequestListener } from "node:http";
import { RequestError, getRequestListener } from "@hono/node-server";
import { RerankError } from "../../contract/errors.ts";
import { errorResponse } from "../http-error.ts";
import type { createApp } from "./app.ts";

/** Connects the app to a `node:http` server. */
export function createListener({ fetch }: Pick<ReturnType<typeof createApp>, "fetch">): RequestListener {
  const listener = getRequestListener((request, env) => fetch(request, env), {
    // HTTP/1.0 clients may send no Host header.
    hostname: "localhost",
    // Where a request has no valid address: an invalid Host header, or a target such as `*`.
    errorHandler: (error) =>
      errorResponse(
        error instanceof RequestError ? new RerankError("bad_request", `${error.message}.`) : error,
      ),
    overrideGlobalObjects: false,
    // It would close the connection of a client whose upload goes on for 500 ms after its response.
    autoCleanupIncoming: false,
  });
  return (incoming, outgoing) => void listener(incoming, outgoing);
}
