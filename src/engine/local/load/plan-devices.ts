/** Which devices and weights to try, in order, and why others are not used. Pure. */
import type { Device, Dtype, ModelEntry, ModelVariant } from "../../../models/model.ts";
import type { GpuProbe } from "../../worker/protocol.ts";
import type { Candidate, DeviceChoice, DeviceNote } from "../device.ts";
import { deviceNotes } from "../messages.ts";

export interface DevicePlan {
  /** In the order in which they are to be tried. */
  candidates: Candidate[];
  notes: DeviceNote[];
}

/**
 * @param choice "auto" prefers WebGPU unless its adapter is emulated in software; "webgpu" uses such an adapter, too.
 *   Both fall back to WASM
 * @param dtype only these weights; otherwise the model's order of preference
 */
export function planDevices(
  model: ModelEntry,
  choice: DeviceChoice,
  dtype: Dtype | undefined,
  probe: GpuProbe,
): DevicePlan {
  const variantsFor = (device: Device): ModelVariant[] =>
    model.variants.filter(
      (variant) => variant.devices.includes(device) && (dtype === undefined || variant.dtype === dtype),
    );
  const wasm = variantsFor("wasm").map((variant): Candidate => ({ device: "wasm", variant }));
  if (choice === "wasm") return { candidates: wasm, notes: [deviceNotes.chosen()] };
  if (!probe.available) return { candidates: wasm, notes: [unavailableNote(probe)] };
  if (probe.software && choice === "auto")
    return { candidates: wasm, notes: [deviceNotes["software-adapter"](probe.adapter)] };
  const variants = variantsFor("webgpu");
  const runnable = variants.filter((variant) => variant.needsF16 !== true || probe.f16);
  const webgpu = runnable.map((variant): Candidate => ({ device: "webgpu", variant }));
  const notes: DeviceNote[] = [];
  if (runnable.length < variants.length) notes.push(deviceNotes["no-f16"](probe.adapter));
  else if (variants.length === 0) notes.push(deviceNotes["no-weights"](model.title, dtype));
  return { candidates: [...webgpu, ...wasm], notes };
}

function unavailableNote(probe: Extract<GpuProbe, { available: false }>): DeviceNote {
  return probe.reason === "probe-failed"
    ? deviceNotes["probe-failed"](probe.message)
    : deviceNotes[probe.reason]();
}
