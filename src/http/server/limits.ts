/** How long the server waits, and how much it takes, in one table: each wait ends. */
import type { ConnectionLimits } from "./node-server.ts";
import type { BodyLimits } from "./read-body.ts";

export interface ClientLimits extends BodyLimits, ConnectionLimits {
  /** A request waits so long for a model that is being loaded. */
  loadTimeoutMs: number;
  /** After the signal to stop, requests may run so long. */
  graceMs: number;
}

interface RequestLimits {
  maxBodyBytes: number;
  maxConcurrent: number;
}

export function clientLimits({ maxBodyBytes, maxConcurrent }: RequestLimits): ClientLimits {
  return {
    maxBodyBytes,
    maxDroppedBytes: 10_000_000,
    // Twice what runs: as much again may arrive meanwhile.
    maxUnfinishedBytes: 2 * maxConcurrent * maxBodyBytes,
    maxConnections: 1000,
    headersTimeoutMs: 10_000,
    bodyTimeoutMs: 60_000,
    responseTimeoutMs: 30_000,
    loadTimeoutMs: 60_000,
    graceMs: 30_000,
  };
}
