/** Which devices and weights to try, in order, and why the others are not used. Pure. */
import type { Device, Dtype, ModelEntry, ModelVariant } from "../../models/model.ts";
import type { GpuProbe } from "../worker/protocol.ts";

export type DeviceChoice = "auto" | Device;

/** One way to run the model. */
export interface Candidate {
  device: Device;
  variant: ModelVariant;
}

/** Why something better was not used. */
export interface DeviceNote {
  reason:
    | "chosen"
    | "insecure-context"
    | "no-api"
    | "no-adapter"
    | "probe-failed"
    | "software-adapter"
    | "no-f16"
    | "no-weights"
    | "self-test-failed"
    | "load-failed"
    | "device-lost";
  /** What happened. */
  message: string;
  /** What the person can do about it. */
  advice?: string;
}

export interface DevicePlan {
  candidates: Candidate[];
  notes: DeviceNote[];
}

/**
 * @param choice "auto" takes WebGPU where it is real and WASM otherwise; "webgpu" takes a software adapter too;
 *   either way WASM is the last resort
 * @param dtype only these weights; without it the variant's own order of preference
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
  if (choice === "wasm") {
    return { candidates: wasm, notes: [{ reason: "chosen", message: "WASM was chosen as the device." }] };
  }
  if (!probe.available) {
    const note = probe.reason === "probe-failed" ? probeFailed(probe.message) : missingGpu[probe.reason];
    return { candidates: wasm, notes: [note] };
  }
  if (probe.software && choice === "auto") {
    return { candidates: wasm, notes: [softwareAdapter(probe.adapter)] };
  }
  const variants = variantsFor("webgpu");
  const runnable = variants.filter((variant) => variant.needsF16 !== true || probe.f16);
  const webgpu = runnable.map((variant): Candidate => ({ device: "webgpu", variant }));
  const notes: DeviceNote[] = [];
  if (runnable.length < variants.length) notes.push(noF16(probe.adapter));
  else if (variants.length === 0) notes.push(noWeights(model.title, dtype));
  return { candidates: [...webgpu, ...wasm], notes };
}

const missingGpu: Record<"insecure-context" | "no-api" | "no-adapter", DeviceNote> = {
  "insecure-context": {
    reason: "insecure-context",
    message: "WebGPU is off because this page was not loaded over HTTPS or from localhost.",
    advice: "Open the page over https:// or from localhost.",
  },
  "no-api": {
    reason: "no-api",
    message: "This browser offers no WebGPU in workers.",
    advice: "A current Chrome, Edge, Firefox or Safari has it; on Linux it may have to be switched on.",
  },
  "no-adapter": {
    reason: "no-adapter",
    message: "The browser has WebGPU but found no graphics adapter that it would use.",
    advice:
      "Check that hardware acceleration is on in the browser's settings and the graphics driver is current.",
  },
};

function probeFailed(why: string): DeviceNote {
  return { reason: "probe-failed", message: `WebGPU could not be looked for: ${why}.` };
}

function softwareAdapter(adapter: string): DeviceNote {
  return {
    reason: "software-adapter",
    message: `The only WebGPU adapter (${adapter}) is emulated on the CPU, where WASM is faster.`,
    advice: "Turn on hardware acceleration in the browser's settings, or choose WebGPU to use it anyway.",
  };
}

function noF16(adapter: string): DeviceNote {
  return {
    reason: "no-f16",
    message: `The adapter (${adapter}) has no 16-bit floats (shader-f16), so the fp16 weights are left out.`,
  };
}

function noWeights(title: string, dtype: Dtype | undefined): DeviceNote {
  const which = dtype === undefined ? "no weights" : `no ${dtype} weights`;
  return { reason: "no-weights", message: `${title} has ${which} that are right on WebGPU.` };
}
