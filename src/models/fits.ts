/**
 * Judges before the download whether a machine can run a variant of a model. Browsers reveal little about the machine, and
 * round it, so the verdict is "cannot" only if that is certain. Pure.
 */
import { type Platform, platforms } from "./platforms.ts";
import { type Device, type ModelEntry, type ModelVariant, downloadBytes, modelFiles } from "./model.ts";

/** What a browser reveals about its machine. */
export interface Machine {
  /** `undefined` without WebGPU. */
  gpu: { f16: boolean; software: boolean; limits: GpuLimits } | undefined;
  /** Of which the browser's limit for one page is known. */
  platform?: Platform | undefined;
  /** `navigator.deviceMemory`, in bytes: rounded to a power of two; 8 GB means 8 or more. Absent if the browser does not say. */
  memoryBytes?: number | undefined;
  /** Storage that the browser has left for this page. Absent if the browser does not say. */
  freeStorageBytes?: number | undefined;
}

export interface GpuLimits {
  /** `maxBufferSize` */
  bufferBytes: number;
  /** `maxStorageBufferBindingSize`: a kernel cannot read more of one tensor. */
  bindingBytes: number;
}

/** What a variant needs of a machine. */
export interface VariantNeeds {
  /** Size of the whole download. */
  bytes: number;
  /** Size of the largest file. Absent if the export, which splits files, has not made them yet. */
  largestFileBytes?: number;
  /** Size of the graph without its external data. It passes through WASM's memory, also on WebGPU. Absent if small. */
  graphBytes?: number;
  /** Size of the largest tensor, if known. */
  largestTensorBytes?: number;
  needsF16?: boolean | undefined;
  /** The files are on this machine already, so the browser need not store them. */
  here?: boolean;
}

export type Verdict = "fits" | "tight" | "cannot";

export interface Fit {
  verdict: Verdict;
  /** Sentences that explain the verdict; empty if the variant fits. */
  reasons: string[];
}

const gigabyte = 1e9;
/** WASM has 32-bit addresses. */
const wasmBytes = 4 * 2 ** 30;
/** The largest `ArrayBuffer` that every browser can allocate. */
const maxBufferBytes = 2 ** 31 - 1;
/** Memory for weights, WASM's copies of them and activations, as `load-engine.ts` counts it. */
const wasmPerWeightByte = 2.5;
const gpuPerWeightByte = 1.3;
const runtimeBytes = 60_000_000;
/** Browsers report no more than this; the figure then means "or more". */
const maxReportedMemoryBytes = 8 * gigabyte;

/** The needs of a variant whose files exist. */
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

/** Judges whether the machine can run the variant on the device. */
export function fit(needs: VariantNeeds, device: Device, machine: Machine): Fit {
  const found = [
    ...fileDoubts(needs),
    ...(device === "wasm" ? wasmDoubts(needs) : gpuDoubts(needs, machine)),
  ];
  if (!found.some(({ verdict }) => verdict === "cannot"))
    found.push(
      ...memoryDoubts(needs, device, machine),
      ...pageDoubts(needs, device, machine),
      ...storageDoubts(needs, machine),
    );
  const impossible = found.filter(({ verdict }) => verdict === "cannot");
  const said = impossible.length > 0 ? impossible : found;
  return { verdict: said[0]?.verdict ?? "fits", reasons: said.map(({ reason }) => reason) };
}

interface Doubt {
  verdict: "tight" | "cannot";
  reason: string;
}

function fileDoubts({ largestFileBytes = 0 }: VariantNeeds): Doubt[] {
  if (largestFileBytes <= maxBufferBytes) return [];
  const reason = `Its largest file has ${inGigabytes(largestFileBytes)}; a browser reads at most 2.1 GB at once.`;
  return [{ verdict: "cannot", reason }];
}

function wasmDoubts({ bytes }: VariantNeeds): Doubt[] {
  const needed = neededMemory(bytes, "wasm");
  const whole = `It needs about ${inGigabytes(needed)} of memory on WASM`;
  if (needed > wasmBytes)
    return [{ verdict: "cannot", reason: `${whole}, which has at most ${inGigabytes(wasmBytes)}.` }];
  if (needed > wasmBytes / 2)
    return [{ verdict: "tight", reason: `${whole}, enough for one worker only, so it is slow.` }];
  return [];
}

function gpuDoubts(needs: VariantNeeds, { gpu }: Machine): Doubt[] {
  if (!gpu) return [{ verdict: "cannot", reason: "This browser has no WebGPU." }];
  const { bytes, graphBytes = 0, largestFileBytes, largestTensorBytes, needsF16 } = needs;
  const { bufferBytes, bindingBytes } = gpu.limits;
  const atOnce = Math.min(bufferBytes, bindingBytes);
  const doubts: Doubt[] = [];
  if (needsF16 === true && !gpu.f16)
    doubts.push({ verdict: "cannot", reason: "The graphics adapter has no 16-bit floats (shader-f16)." });
  if (neededMemory(graphBytes, "wasm") > wasmBytes) {
    const reason = `Its graph is one file of ${inGigabytes(graphBytes)}, which does not fit in WASM's memory.`;
    doubts.push({ verdict: "cannot", reason });
  }
  if (largestTensorBytes !== undefined && largestTensorBytes > atOnce) {
    const reason = `One of its tensors has ${inMegabytes(largestTensorBytes)}; the graphics adapter reads at most ${inMegabytes(atOnce)} at once.`;
    doubts.push({ verdict: "cannot", reason });
  } else if (largestTensorBytes === undefined && (largestFileBytes ?? bytes) > atOnce) {
    const reason = `The graphics adapter reads at most ${inMegabytes(atOnce)} at once; a tensor of the model may be larger.`;
    doubts.push({ verdict: "tight", reason });
  }
  if (gpu.software) {
    const reason = "The only graphics adapter is emulated on the CPU, which is slower than WASM.";
    doubts.push({ verdict: "tight", reason });
  }
  return doubts;
}

function memoryDoubts({ bytes }: VariantNeeds, device: Device, { memoryBytes }: Machine): Doubt[] {
  const needed = neededMemory(bytes, device);
  const whole = `It needs about ${inGigabytes(needed)} of memory`;
  if (memoryBytes === undefined) {
    if (needed <= 2 * gigabyte) return [];
    return [{ verdict: "tight", reason: `${whole}; this browser does not say how much there is.` }];
  }
  const exact = memoryBytes < maxReportedMemoryBytes;
  const there = `this machine has ${exact ? "about " : ""}${inGigabytes(memoryBytes)}${exact ? "" : " or more"}`;
  // The figure is rounded, so there may be more.
  if (exact && needed > 2 * memoryBytes) return [{ verdict: "cannot", reason: `${whole}; ${there}.` }];
  if (needed > memoryBytes / 2) return [{ verdict: "tight", reason: `${whole}; ${there}.` }];
  return [];
}

/** The limits are reported by others, so the verdict is "cannot" only far beyond them. */
function pageDoubts({ bytes }: VariantNeeds, device: Device, { platform }: Machine): Doubt[] {
  if (platform === undefined) return [];
  const { name, pageBytes } = platforms[platform];
  const needed = neededMemory(bytes, device);
  if (needed <= pageBytes / 2) return [];
  const reason = `It needs about ${inGigabytes(needed)} of memory; on ${name}, browsers are reported to close a page that takes about ${inGigabytes(pageBytes)}.`;
  return [{ verdict: needed > 2 * pageBytes ? "cannot" : "tight", reason }];
}

function storageDoubts({ bytes, here }: VariantNeeds, { freeStorageBytes }: Machine): Doubt[] {
  if (here === true || freeStorageBytes === undefined || bytes <= freeStorageBytes) return [];
  const reason = `The browser has ${inMegabytes(freeStorageBytes)} of storage left for this page, so the model is downloaded again at every visit.`;
  return [{ verdict: "tight", reason }];
}

function neededMemory(bytes: number, device: Device): number {
  return bytes * (device === "wasm" ? wasmPerWeightByte : gpuPerWeightByte) + runtimeBytes;
}

function inGigabytes(bytes: number): string {
  return `${(bytes / gigabyte).toFixed(1)} GB`;
}

function inMegabytes(bytes: number): string {
  return bytes >= gigabyte ? inGigabytes(bytes) : `${Math.round(bytes / 1e6)} MB`;
}
