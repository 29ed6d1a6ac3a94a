/** The routes of `npm run serve`. */
import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import { methodNotAllowed as checkMethod } from "hono/method-not-allowed";
import { HttpError, errorResponse, methodNotAllowed } from "../http-error.ts";
import { createRequestId, jsonResponse } from "../json-response.ts";
import { type RerankHandlerOptions, createRerankHandler } from "../rerank-handler.ts";
import { authorize } from "./authorize.ts";
import { corsHeaders, preflightHeaders } from "./cors.ts";
import { readBody } from "./read-body.ts";

export interface AppOptions extends Omit<RerankHandlerOptions, "anyModel" | "readBody"> {
  /** Whether the models are loaded. Requests that arrive earlier wait for them. */
  isReady: () => boolean;
  /** Required as a bearer token, except for preflights and `/health`. */
  apiKey?: string | undefined;
  /** The origin whose pages may call the server, or `*`. */
  allowOrigin: string;
  maxBodyBytes: number;
  /** Called with each error that this server, not the client, is responsible for. */
  onFault: (error: unknown) => void;
}

/** Without a socket, as in tests, there is no `incoming`. */
interface AppEnv {
  Bindings?: Partial<HttpBindings>;
}

const rerankPaths = ["/v1/rerank", "/v2/rerank", "/rerank"];
const knownPaths = [...rerankPaths, "/v1/models", "/health"].join(", ");

export function createApp(options: AppOptions): Hono<AppEnv> {
  const { rerankers, isReady, apiKey, allowOrigin, maxBodyBytes, onFault } = options;
  const rerank = createRerankHandler({
    ...options,
    readBody: (request) => readBody(request, maxBodyBytes),
  });
  const app = new Hono<AppEnv>({
    // The target as it was sent: a `Request` resolves dot segments and absolute addresses.
    getPath: (request, { env } = {}) => env?.incoming?.url?.split("?", 1)[0] ?? new URL(request.url).pathname,
  });
  app.use(async (c, next) => {
    if (c.req.method === "OPTIONS") {
      const headers = preflightHeaders(c.req.header("Access-Control-Request-Headers"));
      c.res = new Response(null, { status: 204, headers: { "X-Request-Id": createRequestId(), ...headers } });
    } else await next();
    for (const [name, value] of Object.entries(corsHeaders(allowOrigin))) c.res.headers.set(name, value);
  });
  app.use(
    checkMethod({
      app,
      onMethodNotAllowed: (c, allowed) => {
        throw methodNotAllowed(c.req.path, allowed, c.req.method);
      },
    }),
  );
  app.on("POST", rerankPaths, (c) => {
    authorize(c.req.header("Authorization"), apiKey);
    return rerank(c.req.raw);
  });
  app.get("/v1/models", (c) => {
    authorize(c.req.header("Authorization"), apiKey);
    return jsonResponse(modelList([...rerankers.keys()]));
  });
  app.get("/health", () =>
    isReady()
      ? jsonResponse({ status: "ok" })
      : jsonResponse({ status: "loading" }, 503, { "Retry-After": "1" }),
  );
  app.notFound((c) => {
    const detail = `${c.req.path} does not exist. The paths are ${knownPaths}.`;
    return errorResponse(new HttpError(404, "NOT_FOUND", detail));
  });
  app.onError((error, c) => {
    const response = errorResponse(error);
    if (response.status >= 500 && !c.req.raw.signal.aborted) onFault(error);
    return response;
  });
  return app;
}

function modelList(ids: readonly string[]): unknown {
  const data = ids.map((id) => ({ id, object: "model", owned_by: id.slice(0, id.indexOf("/")) }));
  return { object: "list", data };
}
