/**
 * Which pages may call the server. A browser sends with each request where the page is from (`Origin`) and which name it
 * asked for (`Host`). Without a look at both, every page that somebody visits could use a server on localhost, the second
 * kind by letting its own name point to 127.0.0.1 (DNS rebinding). Programs that are no browsers are free to send
 * anything. Pure.
 */
import { isIP } from "node:net";
import { HttpError } from "../http-error.ts";

export interface CallerOptions {
  /** Origins whose pages may call the server, `loopback` for all pages of this machine, or `*`. */
  allowOrigins: readonly string[];
  /** Names by which the server may be called, beside those of this machine and IP addresses. */
  allowHosts: readonly string[];
}

/**
 * No name, no rebinding: an address in `Host` is always the one that the browser connected to.
 *
 * @param host the header; HTTP/1.0 clients may send none
 * @throws {HttpError} 403
 */
export function checkHost(host: string | undefined, { allowHosts }: CallerOptions): void {
  if (host === undefined) return;
  const name = hostname(host);
  if (isLoopback(name) || isIP(name.replace(/^\[|\]$/g, "")) || allowHosts.includes(name)) return;
  const detail = `This server is not known as ${name}. If it should be, start it with --allow-host ${name}.`;
  throw new HttpError(403, "HOST_NOT_ALLOWED", detail);
}

/**
 * @param origin the header; only browsers send it
 * @throws {HttpError} 403
 */
export function checkOrigin(origin: string | undefined, { allowOrigins }: CallerOptions): void {
  if (origin === undefined || isAllowed(origin, allowOrigins)) return;
  const detail = `Pages of ${origin} may not call this server. If they should, start it with --allow-origin ${origin}.`;
  throw new HttpError(403, "ORIGIN_NOT_ALLOWED", detail);
}

/**
 * For every response to a page that may call: without these headers it cannot even read an error. Hono's middleware
 * differs: it adds a `Vary` header to preflights and reformats the list of requested headers.
 */
export function corsHeaders(
  origin: string | undefined,
  { allowOrigins }: CallerOptions,
): Record<string, string> {
  const any = allowOrigins.includes("*");
  return {
    ...(any ? { "Access-Control-Allow-Origin": "*" } : { Vary: "Origin" }),
    ...(!any && origin !== undefined && { "Access-Control-Allow-Origin": origin }),
    "Access-Control-Expose-Headers": "Retry-After, Server-Timing, X-Ignored-Fields, X-Request-Id",
  };
}

/** @param asked headers of the preflight */
export function preflightHeaders(asked: (name: string) => string | undefined): Record<string, string> {
  return {
    "Access-Control-Allow-Methods": "GET, POST, OPTIONS",
    // All that are asked for, as the vendors' clients send headers of their own.
    "Access-Control-Allow-Headers": asked("Access-Control-Request-Headers") ?? "Authorization, Content-Type",
    // Two hours: the longest time that Chromium caches a preflight.
    "Access-Control-Max-Age": "7200",
    // Some versions of Chromium ask this for servers on localhost and in local networks.
    ...(asked("Access-Control-Request-Private-Network") !== undefined && {
      "Access-Control-Allow-Private-Network": "true",
    }),
  };
}

function isAllowed(origin: string, allowOrigins: readonly string[]): boolean {
  if (allowOrigins.includes("*") || allowOrigins.includes(origin)) return true;
  if (!allowOrigins.includes("loopback") || !/^https?:\/\//.test(origin)) return false;
  return isLoopback(hostname(origin.replace(/^https?:\/\//, "")));
}

/** Browsers resolve these names themselves, always to this machine. */
function isLoopback(name: string): boolean {
  return /^(.+\.)?localhost$/.test(name) || /^127(\.\d+){3}$/.test(name) || name === "[::1]";
}

/** `LOCALHOST.:80` is `localhost`; what is no host stays as it is, and is no name that anybody allowed. */
function hostname(host: string): string {
  const address = `http://${host}/`;
  return URL.canParse(address) ? new URL(address).hostname.replace(/\.$/, "") : host;
}
