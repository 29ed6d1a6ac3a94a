import type { InferenceSession, Tensor } from "onnxruntime-web";
import { RerankError } from "../../contract/errors.ts";
import type { Device } from "../../models/model.ts";
import { type OnnxRuntime, loadOnnxRuntime } from "./onnx-runtime.ts";
import { halfToNumber } from "./half.ts";
import { verifiedBytes } from "./verified-bytes.ts";
import type { LoadedFile } from "./protocol.ts";

/** A model's output for one batch. */
export interface Output {
  /** Row-major. */
  data: Float32Array;
  /** `[rows, …]` */
  dims: readonly number[];
}

/** One input of a graph. Row-major; `int64` holds whole numbers. */
export interface Feed {
  type: "int64" | "float32";
  data: ArrayLike<number>;
  dims: readonly number[];
}
export type Feeds = Readonly<Record<string, Feed>>;

/** A graph: named inputs in, one named output out. */
export interface Session {
  /**
   * Runs the graph once. It is given those feeds that it asks for; a cache of keys and values is fed empty.
   * @param output names to look for, in order
   * @throws {RerankError} `load_failed` where the graph asks for something else, or has none of the outputs:
   *   another one would be no score
   */
  run(feeds: Feeds, output: readonly string[]): Promise<Output>;
}

export interface GraphFiles {
  weights: LoadedFile;
  /** Files that the ONNX names as external data. */
  externalData: readonly LoadedFile[];
}

/**
 * @throws {RerankError} `integrity_failed` where a file's hash is not the catalogue's;
 *   `load_failed` where ONNX Runtime cannot make a session of it
 */
export async function createSession(
  device: Device,
  { weights, externalData }: GraphFiles,
  onDeviceLost: (message: string) => void,
): Promise<Session> {
  const ort = await loadOnnxRuntime(device);
  const session = await open(ort, device, weights, externalData);
  if (device === "webgpu") {
    const gpu = await ort.env.webgpu.device;
    void gpu.lost.then(({ reason, message }) => onDeviceLost(`${reason}: ${message}`));
  }
  return { run: (feeds, output) => run(ort, session, feeds, output) };
}

async function open(
  ort: OnnxRuntime,
  device: Device,
  weights: LoadedFile,
  externalData: readonly LoadedFile[],
): Promise<InferenceSession> {
  const bytes = await verifiedBytes(weights);
  const external = await Promise.all(
    externalData.map(async (file) => ({ path: file.name, data: await verifiedBytes(file) })),
  );
  try {
    return await ort.InferenceSession.create(bytes, {
      executionProviders: [device],
      // Below "error", ONNX Runtime tells the console that shape arithmetic runs on the CPU.
      logSeverityLevel: 3,
      ...(external.length > 0 && { externalData: external }),
    });
  } catch (cause) {
    throw RerankError.from(cause, "load_failed");
  }
}

async function run(
  ort: OnnxRuntime,
  session: InferenceSession,
  given: Feeds,
  output: readonly string[],
): Promise<Output> {
  const feeds: Record<string, Tensor> = {};
  for (const input of session.inputMetadata) {
    const { name } = input;
    const feed = given[name];
    if (feed) feeds[name] = tensorOf(ort, feed, input);
    else if (name.startsWith("past_key_values.") && input.isTensor) feeds[name] = emptyCache(ort, input);
    else throw new RerankError("load_failed", `The model asks for an input "${name}" that is not known.`);
  }
  const name = output.find((candidate) => session.outputNames.includes(candidate));
  if (name === undefined) throw noOutput(output, session.outputNames);
  // This one alone: a language model's cache is larger than all the rest.
  const outputs = await session.run(feeds, [name]);
  const result = outputs[name];
  if (!result) throw noOutput(output, session.outputNames);
  const data = await result.getData();
  const floats = { data: toFloat32(data), dims: [...result.dims] };
  for (const value of Object.values(outputs)) value.dispose();
  return floats;
}

function noOutput(wanted: readonly string[], names: readonly string[]): RerankError {
  const message = `The model has no output "${wanted.join('" or "')}", only "${names.join('", "')}".`;
  return new RerankError("load_failed", message);
}

function tensorOf(ort: OnnxRuntime, feed: Feed, input: InferenceSession.ValueMetadata): Tensor {
  const { type, data } = feed;
  // Nothing of something: how much that something holds, only the graph knows.
  const sizes = data.length === 0 && input.isTensor ? input.shape : [];
  const dims = feed.dims.map((size, axis) => {
    const known = sizes[axis];
    return size > 0 && typeof known === "number" ? known : size;
  });
  return type === "int64"
    ? new ort.Tensor("int64", BigInt64Array.from(data, BigInt), dims)
    : new ort.Tensor("float32", data instanceof Float32Array ? data : Float32Array.from(data), dims);
}

/** Nothing was read before: [1, heads, 0, dimensions]. */
function emptyCache(ort: OnnxRuntime, input: InferenceSession.TensorValueMetadata): Tensor {
  const dims = input.shape.map((size) => (typeof size === "number" ? size : /past|seq/i.test(size) ? 0 : 1));
  return input.type === "float16"
    ? new ort.Tensor("float16", new Uint16Array(), dims)
    : new ort.Tensor("float32", new Float32Array(), dims);
}

function toFloat32(data: Tensor.DataType): Float32Array {
  if (data instanceof Float32Array) return data.slice();
  if (data instanceof Uint16Array) return Float32Array.from(data, halfToNumber);
  if (data instanceof Float64Array || isFloat16Array(data)) return Float32Array.from(data);
  throw new RerankError("load_failed", "The model's output does not hold floating-point numbers.");
}

/** Newer browsers hand half precision over as an array of its own. */
function isFloat16Array(data: object): data is ArrayLike<number> {
  return data.constructor.name === "Float16Array";
}
