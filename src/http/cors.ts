/** What lets a page of another origin ask this server. Pure. */

/** On every answer: without them a page cannot read even an error. */
export function corsHeaders(allowOrigin: string): Record<string, string> {
  return {
    "Access-Control-Allow-Origin": allowOrigin,
    "Access-Control-Expose-Headers": "Retry-After, Server-Timing, X-Request-Id",
    ...(allowOrigin !== "*" && { Vary: "Origin" }),
  };
}

/** Vendors' clients send headers of their own: whatever is asked for is allowed. */
export function preflightHeaders(requested: string | undefined): Record<string, string> {
  return {
    "Access-Control-Allow-Methods": "GET, POST, OPTIONS",
    "Access-Control-Allow-Headers": requested ?? "Authorization, Content-Type",
    // Two hours, the most that Chromium keeps it.
    "Access-Control-Max-Age": "7200",
  };
}
