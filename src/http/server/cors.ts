/**
 * CORS headers. Hono's middleware differs from the contract: it sends `Access-Control-Allow-Origin` to matching origins
 * only, adds a `Vary` header to preflights and reformats the list of requested headers. Pure.
 */

/** For every response: without these headers, a page of another origin cannot even read an error. */
export function corsHeaders(allowOrigin: string): Record<string, string> {
  return {
    "Access-Control-Allow-Origin": allowOrigin,
    "Access-Control-Expose-Headers": "Retry-After, Server-Timing, X-Ignored-Fields, X-Request-Id",
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
