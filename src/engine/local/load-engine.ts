/** From a catalogue entry to workers that have proven their scores. */
import { RerankError } from "../../contract/errors.ts";
import { type Golden, type ModelEntry, downloadBytes } from "../../models/model.ts";
import { withHashes } from "../../models/hashes.ts";
import type { Candidate, DeviceNote } from "./device.ts";
import { planDevices } from "./load/plan-devices.ts";
import type { EngineStatus } from "./engine-status.ts";
import { loadCandidate } from "./load/load-candidate.ts";
import type { Loading } from "./load/load-options.ts";
import { probeGpu } from "./load/probe-gpu.ts";
import { deviceNotes, loadMessages } from "./messages.ts";
import type { WorkerPool } from "./workers/worker-pool.ts";

export interface LoadedEngine {
  pool: WorkerPool;
  status: EngineStatus;
  /** Of a GPU: pairs that show in each run whether it can still be trusted. */
  known: Golden | undefined;
}

/** What earlier engines of the same reranker have shown, with the notes that say so. */
export interface Setbacks {
  /** Why the GPU is not tried again. */
  gpu?: DeviceNote;
  /** Weights of this size or more need too much memory. */
  tooLarge?: { bytes: number; note: DeviceNote };
}

/**
 * Tries the device plan in order, until one candidate has been downloaded and loaded and has passed its self-test.
 * The status notes why those before it failed.
 *
 * @throws {RerankError} the error of the last candidate; `load_failed` if there are no candidates
 * @throws {DOMException} `AbortError`
 */
export async function loadEngine(loading: Loading, { gpu, tooLarge }: Setbacks = {}): Promise<LoadedEngine> {
  const { device: choice, dtype: only, besideGpu, environment, signal } = loading;
  const model = withHashes(loading.model);
  const probe = await probeGpu(gpu ? "wasm" : choice, environment);
  signal.throwIfAborted();
  const plan = planDevices(model, gpu ? "wasm" : choice, only, probe);
  const notes: DeviceNote[] = gpu ? [gpu] : besideGpu ? [deviceNotes.slower()] : [...plan.notes];
  if (tooLarge) notes.push(tooLarge.note);
  let failure = new RerankError("load_failed", loadMessages.noWeights(model.title, choice, only));
  let outOfMemoryBytes = tooLarge?.bytes ?? Infinity;
  for (const candidate of plan.candidates) {
    const { device, variant } = candidate;
    const bytes = downloadBytes(model, variant);
    // Larger weights need even more of the memory that was short.
    if (bytes >= outOfMemoryBytes) continue;
    try {
      const { pool, loadMs, selfTest, known, notCached } = await loadCandidate(candidate, {
        ...loading,
        model,
      });
      if (notCached !== undefined) notes.push(deviceNotes["not-cached"](notCached));
      const status = {
        model: model.id,
        device,
        dtype: variant.dtype,
        loadMs,
        selfTest,
        notes,
        ...(device === "webgpu" && probe.available && { adapter: probe.adapter }),
        // There are more while that pays.
        get workers() {
          return pool.size;
        },
      };
      return { pool, known, status };
    } catch (cause) {
      signal.throwIfAborted();
      failure = RerankError.from(cause, "load_failed");
      if (isFinal(failure, model)) throw failure;
      if (failure.code === "out_of_memory") outOfMemoryBytes = Math.min(outOfMemoryBytes, bytes);
      notes.push(failureNote(failure, candidate));
    }
  }
  throw explained(failure, model);
}

/** Runtimes say only what they could not allocate. */
export function explained(error: RerankError, { title }: ModelEntry): RerankError {
  if (error.code !== "out_of_memory") return error;
  return new RerankError(error.code, loadMessages.outOfMemory(title), { cause: error });
}

/**
 * Whether no other candidate is tried. A wrong file must be reported. After a failed download, the next candidate would
 * use the same network; but another variant of the embedded model may be in the browser's HTTP cache.
 */
function isFinal({ code }: RerankError, { source }: ModelEntry): boolean {
  return code === "integrity_failed" || (code === "download_failed" && source.kind !== "embedded");
}

function failureNote({ code, message }: RerankError, { device, variant }: Candidate): DeviceNote {
  if (code === "self_test_failed") return deviceNotes["self-test-failed"](message);
  return deviceNotes["load-failed"]({ device, dtype: variant.dtype }, message);
}
