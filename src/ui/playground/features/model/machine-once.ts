import { lookAtMachine } from "../../../../engine/local/machine.ts";
import type { Machine } from "../../../../models/fits.ts";

let looked: Promise<Machine> | undefined;

/** Inspects the machine once, because that starts a worker and a graphics adapter. */
export function machineOnce(): Promise<Machine> {
  return (looked ??= lookAtMachine());
}
