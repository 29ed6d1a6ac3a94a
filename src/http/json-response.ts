/** Makes every response with a body. Each has an `X-Request-Id`. */
export function jsonResponse(
  body: unknown,
  status = 200,
  moreHeaders: Readonly<Record<string, string>> = {},
  stringify: (body: unknown) => string | undefined = JSON.stringify,
): Response {
  const bytes = new TextEncoder().encode(stringify(body));
  const headers = new Headers(moreHeaders);
  if (!headers.has("X-Request-Id")) headers.set("X-Request-Id", createRequestId());
  headers.set("Content-Type", "application/json; charset=utf-8");
  // Without it, the Node server would send large bodies in chunks and answer HEAD without a length.
  headers.set("Content-Length", String(bytes.byteLength));
  return new Response(bytes, { status, headers });
}

export function createRequestId(): string {
  // Pages without a secure context have no `randomUUID`.
  return crypto.randomUUID?.() ?? Math.random().toString(36).slice(2);
}
