/**
 * CORS headers. Hono's own middleware differs: it sends no `Access-Control-Allow-Origin` to other origins, so that
 * their error messages would depend on who asks, and rewrites the list of requested headers. Pure.
 */

/** For every response: without these headers, a page of another origin cannot even read an error. */
export function corsHeaders(allowOrigin: string): Record<string, string> {
  return {
    "Access-Control-Allow-Origin": allowOrigin,
    "Access-Control-Expose-Headers": "Retry-After, Server-Timing, X-Request-Id",
    ...(allowOrigin !== "*" && { Vary: "Origin" }),
  };
}

/** Allows every requested header, as the vendors' clients send headers of their own. */
export function preflightHeaders(requested: string | undefined): Record<string, string> {
  return {
    "Access-Control-Allow-Methods": "GET, POST, OPTIONS",
    "Access-Control-Allow-Headers": requested ?? "Authorization, Content-Type",
    // Two hours: the longest time that Chromium caches a preflight.
    "Access-Control-Max-Age": "7200",
  };
}
