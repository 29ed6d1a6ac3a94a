/** The routes of `npm run serve`. */
import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import { methodNotAllowed as checkMethod } from "hono/method-not-allowed";
import { shortened } from "../../contract/shortened.ts";
import { HttpError, errorResponse, methodNotAllowed } from "../http-error.ts";
import { createRequestId, jsonResponse } from "../json-response.ts";
import { type RerankHandlerOptions, createRerankHandler } from "../rerank-handler.ts";
import { formatNames } from "../../wire/find-format.ts";
import { authorize } from "./authorize.ts";
import { type CallerOptions, checkHost, checkOrigin, corsHeaders, preflightHeaders } from "./callers.ts";
import { type BodyLimits, bodyReader } from "./read-body.ts";

export interface AppOptions extends Omit<RerankHandlerOptions, "readBody">, CallerOptions, BodyLimits {
  /** Whether the models are loaded. Requests that arrive earlier wait for them. */
  isReady: () => boolean;
  /** Required as a bearer token, except for preflights and `/health`. */
  apiKey?: string | undefined;
  /** Called with each error that this server, not the client, is responsible for. */
  onFault: (error: unknown) => void;
  /** Called with the reason if a page may not call the server: the page cannot read it. */
  onRefused: (reason: string) => void;
}

/** Without a socket, as in tests, there is no `incoming`. */
interface AppEnv {
  Bindings?: Partial<HttpBindings>;
}

const rerankPaths = ["/v1/rerank", "/v2/rerank", "/rerank", "/v1/reranking", "/reranking"];
/** `/voyage/v1/rerank`: a base URL that ends in the name of an API asks for its format. */
const namedRerankPaths = formatNames.flatMap((name) => rerankPaths.map((path) => `/${name}${path}`));
/** Hugging Face's: of an endpoint with one model, and of a server with several. */
const textRankingPaths = [
  "/",
  "/pipeline/text-ranking",
  "/models/:model{.+}",
  "/hf-inference/models/:model{.+}",
];
const modelPaths = ["/v1/models", "/models"];
const knownPaths = [...rerankPaths, ...modelPaths, "/health"].join(", ");

export function createApp(options: AppOptions): Hono<AppEnv> {
  const { rerankers, isReady, apiKey, onFault, onRefused } = options;
  const rerank = createRerankHandler({ ...options, readBody: bodyReader(options) });
  const app = new Hono<AppEnv>({
    getPath: (request, { env } = {}) => targetPath(env?.incoming?.url ?? request.url),
  });
  app.use(async (c, next) => {
    const origin = c.req.header("Origin");
    checkHost(c.req.header("Host"), options);
    checkOrigin(origin, options);
    if (c.req.method === "OPTIONS") {
      const headers = preflightHeaders((name) => c.req.header(name));
      c.res = new Response(null, { status: 204, headers: { "X-Request-Id": createRequestId(), ...headers } });
    } else await next();
    for (const [name, value] of Object.entries(corsHeaders(origin, options))) c.res.headers.set(name, value);
  });
  app.use(
    checkMethod({
      app,
      onMethodNotAllowed: (c, allowed) => {
        throw methodNotAllowed(c.req.path, allowed, c.req.method);
      },
    }),
  );
  app.on("POST", [...rerankPaths, ...namedRerankPaths, ...textRankingPaths], (c) => {
    authorize(c.req.raw.headers, apiKey);
    return rerank(c.req.raw);
  });
  app.on("GET", modelPaths, (c) => {
    authorize(c.req.raw.headers, apiKey);
    return jsonResponse({ object: "list", data: [...rerankers.keys()].map(modelInfo) });
  });
  app.on(
    "GET",
    modelPaths.map((path) => `${path}/:model{.+}`),
    (c) => {
      authorize(c.req.raw.headers, apiKey);
      const id = c.req.param("model") ?? "";
      if (rerankers.has(id)) return jsonResponse(modelInfo(id));
      const detail = `This server has no model "${shortened(id)}". It has ${[...rerankers.keys()].join(", ")}.`;
      throw new HttpError(404, "MODEL_NOT_FOUND", detail);
    },
  );
  app.get("/health", () =>
    isReady()
      ? jsonResponse({ status: "ok" })
      : jsonResponse({ status: "loading" }, 503, { "Retry-After": "1" }),
  );
  app.notFound((c) => {
    const detail = `${shortened(c.req.path)} does not exist. The paths are ${knownPaths}.`;
    return errorResponse(new HttpError(404, "NOT_FOUND", detail));
  });
  app.onError((error, c) => {
    const response = errorResponse(error);
    if (response.status >= 500 && !c.req.raw.signal.aborted) onFault(error);
    if (error instanceof HttpError && error.status === 403) onRefused(error.message);
    return response;
  });
  return app;
}

/**
 * The path as it was sent, without trailing slashes: a `Request` resolves dot segments. Clients of a proxy send whole
 * addresses (RFC 9112, 3.2.2).
 */
function targetPath(target: string): string {
  const [path = ""] = target.replace(/^https?:\/\/[^/?#]*/i, "").split(/[?#]/, 1);
  return path.replace(/(?<!\/)\/+$/, "") || "/";
}

/** `model_type` is Xinference's: its client makes a reranker of it. */
function modelInfo(id: string): unknown {
  return { id, object: "model", owned_by: id.slice(0, id.indexOf("/")), model_type: "rerank" };
}
