/** Asking for the rest of a file, and telling whether an answer is that rest. */

/** What a server says about the version of a file; `null` where it says nothing, or other sites may not read it. */
export interface Version {
  etag: string | null;
  lastModified: string | null;
  /** Whether a request may name the version, without asking the server first whether it allows that (CORS). */
  canBeNamed: boolean;
}

export function versionOf(answer: Response): Version {
  // Node has no page.
  const page = (globalThis.location as Location | undefined)?.origin;
  return {
    etag: answer.headers.get("etag"),
    lastModified: answer.headers.get("last-modified"),
    canBeNamed:
      page === undefined || new URL(answer.url || "data:", globalThis.location.href).origin === page,
  };
}

/**
 * Headers of a request for what comes after the first `received` bytes. Sent to another origin, `If-Range` would cost
 * a preflight request, which the Hub's file servers refuse; `continues` then compares the versions alone.
 */
export function restOf(received: number, { etag, lastModified, canBeNamed }: Version): HeadersInit {
  const version = etag !== null && !isWeak(etag) ? etag : etag === null ? lastModified : null;
  return {
    range: `bytes=${received}-`,
    ...(canBeNamed && version !== null && { "if-range": version }),
  };
}

/**
 * Whether an answer is the rest of the same version.
 * @param verified the whole file is checked against a hash: versions that cannot be compared may be tried
 */
export function continues(answer: Response, received: number, before: Version, verified: boolean): boolean {
  if (answer.status !== 206 || answer.headers.get("content-encoding") !== null) return false;
  const range = answer.headers.get("content-range");
  if (range !== null && !range.startsWith(`bytes ${received}-`)) return false;
  const now = versionOf(answer);
  if (before.etag !== null && now.etag !== null) {
    if (before.etag !== now.etag) return false;
    if (!isWeak(now.etag)) return true;
  }
  if (before.lastModified !== null && now.lastModified !== null)
    return before.lastModified === now.lastModified;
  return verified;
}

function isWeak(etag: string): boolean {
  return etag.startsWith("W/");
}
