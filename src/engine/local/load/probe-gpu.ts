import { RerankError, unwrap } from "../../../contract/errors.ts";
import { TimeOver, within } from "../../../contract/waiting.ts";
import type { GpuProbe } from "../../worker/protocol.ts";
import type { DeviceChoice } from "../device.ts";
import type { Environment } from "../environment.ts";
import { loadMessages } from "../messages.ts";
import { type WorkerHandle, startWorker } from "../workers/worker-handle.ts";

/** A graphics driver that hangs must not keep WASM waiting. */
const probeTimeoutMs = 5000;

/** Asks a worker of its own what WebGPU offers. Never rejects: whatever goes wrong, WASM remains. */
export async function probeGpu(device: DeviceChoice, environment: Environment): Promise<GpuProbe> {
  if (device === "wasm") return { available: false, reason: "no-api" };
  let worker: WorkerHandle | undefined;
  try {
    worker = startWorker(environment.createWorker, environment.locks);
    return unwrap(await within(probeTimeoutMs, worker.probe()));
  } catch (cause) {
    const message =
      cause instanceof TimeOver ? loadMessages.probeTimedOut() : RerankError.from(cause).message;
    return { available: false, reason: "probe-failed", message };
  } finally {
    worker?.terminate();
  }
}
