/**
 * Whether a machine can run a variant of a model, told before anything is downloaded. What browsers say of themselves is
 * little and rounded: "cannot" only where it is certain. Pure.
 */
import { type Device, type ModelEntry, type ModelVariant, downloadBytes, modelFiles } from "./model.ts";

/** What a browser tells of the machine that it runs on. */
export interface Machine {
  /** `undefined`: there is no WebGPU here. */
  gpu: { f16: boolean; software: boolean; limits: GpuLimits } | undefined;
  /** `navigator.deviceMemory`, in bytes: rounded to a power of two, and 8 GB means 8 or more. Absent: not told. */
  memoryBytes?: number | undefined;
  /** What the browser would still keep for this page. Absent: not told. */
  freeStorageBytes?: number | undefined;
}

export interface GpuLimits {
  /** `maxBufferSize` */
  bufferBytes: number;
  /** `maxStorageBufferBindingSize`: more than that no kernel reads of one tensor. */
  bindingBytes: number;
}

/** What a variant needs. */
export interface VariantNeeds {
  /** All that is downloaded. */
  bytes: number;
  /** Of the largest file; absent where the files are not made yet: the export splits them. */
  largestFileBytes?: number;
  /** Of the graph without its external data, which goes through WASM's memory on WebGPU, too. Absent: little. */
  graphBytes?: number;
  /** Of the largest tensor, where it is known. */
  largestTensorBytes?: number;
  needsF16?: boolean | undefined;
  /** The files are on this machine: nothing of it must be kept by the browser. */
  here?: boolean;
}

export type Verdict = "fits" | "tight" | "cannot";

export interface Fit {
  verdict: Verdict;
  /** Why it is no better: sentences. Empty where it fits. */
  reasons: string[];
}

const gigabyte = 1e9;
/** WASM has 32-bit addresses. */
const wasmBytes = 4 * 2 ** 30;
/** What browsers give as one `ArrayBuffer` everywhere. */
const largestBufferBytes = 2 ** 31 - 1;
/** Of weights, WASM's copies and activations; as `load-engine.ts` counts. */
const wasmPerWeightByte = 2.5;
const gpuPerWeightByte = 1.3;
const runtimeBytes = 60_000_000;
/** From here on a browser's figure for memory means "or more". */
const mostToldMemoryBytes = 8 * gigabyte;

/** The needs of a variant of a model that is there. */
export function variantNeeds(model: ModelEntry, variant: ModelVariant): VariantNeeds {
  const files = modelFiles(model, variant).map(({ bytes }) => bytes);
  return {
    bytes: downloadBytes(model, variant),
    largestFileBytes: Math.max(...files),
    graphBytes: variant.files[0].bytes + (variant.vision?.[0].bytes ?? 0),
    needsF16: variant.needsF16,
    here: model.source.kind === "files" || model.source.kind === "embedded",
  };
}

/** Whether the machine can run it on that device. */
export function fit(needs: VariantNeeds, device: Device, machine: Machine): Fit {
  const found = [
    ...fileDoubts(needs),
    ...(device === "wasm" ? wasmDoubts(needs) : gpuDoubts(needs, machine)),
  ];
  if (!found.some(({ verdict }) => verdict === "cannot"))
    found.push(...memoryDoubts(needs, device, machine), ...storageDoubts(needs, machine));
  const impossible = found.filter(({ verdict }) => verdict === "cannot");
  const said = impossible.length > 0 ? impossible : found;
  return { verdict: said[0]?.verdict ?? "fits", reasons: said.map(({ reason }) => reason) };
}

interface Doubt {
  verdict: "tight" | "cannot";
  reason: string;
}

function fileDoubts({ largestFileBytes = 0 }: VariantNeeds): Doubt[] {
  if (largestFileBytes <= largestBufferBytes) return [];
  const reason = `Its largest file has ${inGigabytes(largestFileBytes)}; a browser reads at most 2.1 GB in one chunk.`;
  return [{ verdict: "cannot", reason }];
}

function wasmDoubts({ bytes }: VariantNeeds): Doubt[] {
  const needed = memoryOf(bytes, "wasm");
  const whole = `It needs about ${inGigabytes(needed)} of memory on WASM`;
  if (needed > wasmBytes)
    return [{ verdict: "cannot", reason: `${whole}, which has ${inGigabytes(wasmBytes)} at most.` }];
  if (needed > wasmBytes / 2)
    return [{ verdict: "tight", reason: `${whole}, with room for one worker: it is slow.` }];
  return [];
}

function gpuDoubts(needs: VariantNeeds, { gpu }: Machine): Doubt[] {
  if (!gpu) return [{ verdict: "cannot", reason: "There is no WebGPU here." }];
  const { bytes, graphBytes = 0, largestFileBytes, largestTensorBytes, needsF16 } = needs;
  const { bufferBytes, bindingBytes } = gpu.limits;
  const atOnce = Math.min(bufferBytes, bindingBytes);
  const doubts: Doubt[] = [];
  if (needsF16 === true && !gpu.f16)
    doubts.push({ verdict: "cannot", reason: "The graphics adapter has no 16-bit floats (shader-f16)." });
  if (memoryOf(graphBytes, "wasm") > wasmBytes) {
    const reason = `Its graph is one file of ${inGigabytes(graphBytes)}, which WASM's memory cannot take in.`;
    doubts.push({ verdict: "cannot", reason });
  }
  if (largestTensorBytes !== undefined && largestTensorBytes > atOnce) {
    const reason = `One of its tensors has ${inMegabytes(largestTensorBytes)}; the graphics adapter reads ${inMegabytes(atOnce)} at once.`;
    doubts.push({ verdict: "cannot", reason });
  } else if (largestTensorBytes === undefined && (largestFileBytes ?? bytes) > atOnce) {
    const reason = `The graphics adapter reads ${inMegabytes(atOnce)} at once; a tensor of the model may be larger.`;
    doubts.push({ verdict: "tight", reason });
  }
  if (gpu.software) {
    const reason = "The only graphics adapter is emulated on the CPU: slower than WASM.";
    doubts.push({ verdict: "tight", reason });
  }
  return doubts;
}

function memoryDoubts({ bytes }: VariantNeeds, device: Device, { memoryBytes }: Machine): Doubt[] {
  const needed = memoryOf(bytes, device);
  const whole = `It needs about ${inGigabytes(needed)} of memory`;
  if (memoryBytes === undefined) {
    if (needed <= 2 * gigabyte) return [];
    return [{ verdict: "tight", reason: `${whole}; this browser does not tell how much there is.` }];
  }
  const exact = memoryBytes < mostToldMemoryBytes;
  const there = `this machine has ${exact ? "about " : ""}${inGigabytes(memoryBytes)}${exact ? "" : " or more"}`;
  // Rounded: there may be more.
  if (exact && needed > 2 * memoryBytes) return [{ verdict: "cannot", reason: `${whole}; ${there}.` }];
  if (needed > memoryBytes / 2) return [{ verdict: "tight", reason: `${whole}; ${there}.` }];
  return [];
}

function storageDoubts({ bytes, here }: VariantNeeds, { freeStorageBytes }: Machine): Doubt[] {
  if (here === true || freeStorageBytes === undefined || bytes <= freeStorageBytes) return [];
  const reason = `The browser keeps ${inMegabytes(freeStorageBytes)} more for this page: it is downloaded at every visit.`;
  return [{ verdict: "tight", reason }];
}

function memoryOf(bytes: number, device: Device): number {
  return bytes * (device === "wasm" ? wasmPerWeightByte : gpuPerWeightByte) + runtimeBytes;
}

function inGigabytes(bytes: number): string {
  return `${(bytes / gigabyte).toFixed(1)} GB`;
}

function inMegabytes(bytes: number): string {
  return bytes >= gigabyte ? inGigabytes(bytes) : `${Math.round(bytes / 1e6)} MB`;
}
