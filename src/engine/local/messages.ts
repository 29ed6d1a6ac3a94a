/**
 * Every sentence of the local engine that a user may read, as a function of what happened; those about repositories are
 * in `inspect/messages.ts`. Another language needs another version of these files only.
 */
import type { Device, Dtype } from "../../models/model.ts";
import type { DeviceChoice, DeviceNote } from "./device.ts";
import type { SelfTestReport } from "./load/self-test.ts";

interface Weights {
  device: Device;
  dtype: Dtype;
}

/** Why a better device or better weights are not used. */
export const deviceNotes = {
  chosen: () => ({ reason: "chosen", message: "WASM was chosen as the device." }),
  "insecure-context": () => ({
    reason: "insecure-context",
    message: "WebGPU is off because this page was not loaded over HTTPS or from localhost.",
    advice: "Open the page over https:// or from localhost.",
  }),
  "no-api": () => ({
    reason: "no-api",
    message: "This browser does not offer WebGPU to workers.",
    advice: "Current versions of Chrome, Edge, Firefox and Safari do; on Linux you may have to enable it.",
  }),
  "no-adapter": () => ({
    reason: "no-adapter",
    message: "The browser supports WebGPU but found no graphics adapter that it can use.",
    advice:
      "Check that hardware acceleration is enabled in the browser's settings and that the graphics driver is up to date.",
  }),
  "probe-failed": (why: string) => ({
    reason: "probe-failed",
    message: `The check for WebGPU failed: ${sentence(why)}`,
  }),
  "software-adapter": (adapter: string) => ({
    reason: "software-adapter",
    message: `The only WebGPU adapter (${adapter}) is emulated on the CPU, where WASM is faster.`,
    advice: "Enable hardware acceleration in the browser's settings, or choose WebGPU to use it anyway.",
  }),
  "no-f16": (adapter: string) => ({
    reason: "no-f16",
    message: `The adapter (${adapter}) does not support 16-bit floats (shader-f16), which the fp16 weights need.`,
  }),
  "no-weights": (title: string, dtype: Dtype | undefined) => ({
    reason: "no-weights",
    message: `${title} has no ${dtype === undefined ? "" : `${dtype} `}weights for WebGPU.`,
  }),
  slower: () => ({
    reason: "slower",
    message: "Both devices were measured: WASM gets the runs that are expected to take longer on WebGPU.",
  }),
  "self-test-failed": (message: string) => ({ reason: "self-test-failed", message }),
  "load-failed": (weights: Weights, why: string) => ({
    reason: "load-failed",
    message: `${weightsName(weights)} could not be loaded: ${sentence(why)}`,
  }),
  "device-lost": (message: string) => ({ reason: "device-lost", message }),
  "not-cached": (why: string) => ({
    reason: "not-cached",
    message: `The model's files could not be cached: ${why}. It runs from memory.`,
    advice: "The next visit downloads them again, unless there is room and storage is allowed by then.",
  }),
  "check-failed": (message: string) => ({ reason: "check-failed", message }),
  "run-failed": (weights: Weights, why: string) => ({
    reason: "run-failed",
    message: `${weightsName(weights)} failed while scoring: ${sentence(why)}`,
  }),
  "out-of-memory": (weights: Weights) => ({
    reason: "out-of-memory",
    message: `${weightsName(weights)} ran out of memory while scoring.`,
    advice: "Close other tabs, or choose a smaller model.",
  }),
} satisfies { [Reason in DeviceNote["reason"]]: (...details: never[]) => DeviceNote & { reason: Reason } };

export const loadMessages = {
  noWeights: (title: string, choice: DeviceChoice, dtype: Dtype | undefined) =>
    `${title} has no ${dtype === undefined ? "" : `${dtype} `}weights for this device (${choice}).`,
  selfTestFailed: (weights: Weights, { largestError, tolerance, pairs }: SelfTestReport) =>
    `${weightsName(weights)} failed the self-test: ${
      Number.isFinite(largestError)
        ? `off by ${largestError.toPrecision(3)} on ${pairs} pairs, allowed ${tolerance}.`
        : `not every one of ${pairs} pairs got a finite score.`
    }`,
  checkFailed: (weights: Weights, { largestError, tolerance }: SelfTestReport) =>
    `${weightsName(weights)} passed the self-test, but failed the check of a later run: ${
      Number.isFinite(largestError)
        ? `off by ${largestError.toPrecision(3)} on a known pair, allowed ${tolerance}.`
        : "a known pair got no finite score."
    }`,
  sameScores: (weights: Weights) => `${weightsName(weights)} gives different texts the same score.`,
  outOfMemory: (title: string) =>
    `${title} ran out of memory. Close other tabs, shorten the documents, or choose a smaller model.`,
  probeTimedOut: () => "it did not answer in time",
  unknownModel: (id: string) => `The catalogue has no model "${id}".`,
};

export const downloadMessages = {
  unreachable: (url: string) => `${url} could not be reached. Check your connection.`,
  status: (url: string, { status, statusText }: Response) =>
    `${url} answered ${status} ${statusText}.${isPrivate(status) ? " The repository is not public." : ""}`,
  webPage: (url: string) => `${url} is a web page, not a model file.`,
  interrupted: (url: string, bytes: number) => `The download of ${url} was interrupted after ${bytes} bytes.`,
  stalled: (url: string, bytes: number, ms: number) =>
    `The download of ${url} stood still after ${bytes} bytes: nothing came for ${ms / 1000} seconds.`,
  silent: (url: string, ms: number) => `${url} did not answer within ${ms / 1000} seconds.`,
  wrongSize: (name: string, bytes: number, expected: number) =>
    `${name} has ${bytes} bytes; ${expected} were expected.`,
  tooLong: (name: string, expected: number) => `${name} has more than the expected ${expected} bytes.`,
  sameDownload: (bytes?: { loadedBytes: number; totalBytes: number }) =>
    `Waiting for the same download, which is already running${bytes ? `: ${megabytes(bytes.loadedBytes)} of ${megabytes(bytes.totalBytes)} MB` : ""}`,
  /** Why files are not cached: these complete "could not be cached:". */
  storageFull: () => "the storage that the browser allows this site is full",
  cacheSilent: () => "the browser's cache did not answer",
  cacheFailed: (message: string) => `the browser's cache failed (${message.replace(/\.$/, "")})`,
  notGiven: (path: string) => `${path} is not among the files.`,
};

export const workerMessages = {
  notStarted: () =>
    "The browser refused to start a worker. The page's content security policy must allow it: worker-src, and trusted-types tabrank if it enforces Trusted Types.",
  stopped: () => "The worker failed to start, or stopped with an error.",
  unreadable: () => "A message from the worker could not be read.",
  notRunning: (limitMs: number) =>
    `The worker did not start within ${seconds(limitMs)}. The device may be short of memory: close other tabs and run again.`,
  notLoaded: (limitMs: number) => `The worker was still loading the model after ${seconds(limitMs)}.`,
  silent: (limitMs: number) =>
    `The worker gave no answer for ${seconds(limitMs)}, many times as long as before.`,
  deviceSilent: (limitMs: number) => `The graphics device gave no answer for ${seconds(limitMs)}.`,
  exhausted: () => "The worker ran out of memory.",
  killed: () => "The worker was stopped by the browser.",
  deviceLost: (details: string) => `The graphics device was lost (${details}).`,
  disposed: () => "The reranker was disposed.",
  noAnswer: () => "The worker gave no answer.",
};

export const requestMessages = {
  tooManyCharacters: (count: number, max: number) =>
    `has ${count.toLocaleString("en")} characters, but at most ${max.toLocaleString("en")} can be read`,
  otherModel: (asked: string, id: string) => `is "${asked}", but this reranker runs ${id}`,
  documentTooLong: (tokens: number, readable: number) =>
    `has ${tokens} tokens, but only ${readable} can be read`,
};

export const imageMessages = {
  noDecoder: () => "Images cannot be read here: there is no image decoder.",
  notAnImage: () => "is not an image: use an https URL, a data URL or base64",
  notAllowed: () => "cannot be fetched; its site may not allow it (CORS). Upload the file instead",
  status: (status: number) => `cannot be fetched: the server answered ${status}`,
  tooLarge: (maxBytes: number) => `is larger than the allowed ${maxBytes / 1e6} MB`,
  interrupted: () => "could not be downloaded completely",
};

const deviceNames = { webgpu: "WebGPU", wasm: "WASM" } satisfies Record<Device, string>;

function weightsName({ device, dtype }: Weights): string {
  return `${deviceNames[device]} with ${dtype} weights`;
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}

function isPrivate(status: number): boolean {
  return status === 401 || status === 403;
}

function seconds(ms: number): string {
  return `${Math.round(ms / 1000).toLocaleString("en")} seconds`;
}

/** With exactly one full stop at the end: some errors come with one, some without. */
function sentence(text: string): string {
  return `${text.replace(/\.$/, "")}.`;
}
