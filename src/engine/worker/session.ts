import type { InferenceSession, Tensor } from "onnxruntime-web";
import { RerankError } from "../../contract/errors.ts";
import { within } from "../../contract/waiting.ts";
import type { Device } from "../../models/model.ts";
import { type OnnxRuntime, loadOnnxRuntime, missingRuntime } from "./onnx-runtime.ts";
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

/** One input of a graph, row-major. `int64` data are integers, which a graph may also take as another type. */
export interface Feed {
  type: "int64" | "float32";
  data: ArrayLike<number>;
  dims: readonly number[];
}
export type Feeds = Readonly<Record<string, Feed>>;

/** Sizes that a graph was exported with; `undefined` where it takes any. */
export interface FixedSizes {
  rows: number | undefined;
  width: number | undefined;
}

/** A graph: named inputs in, one named output out. */
export interface Session {
  /**
   * Runs the graph once with those feeds that it has inputs for. A cache of keys and values is fed empty.
   * @param output names to look for, in order
   * @throws {RerankError} `load_failed` if the graph has another input, or none of these outputs
   */
  run(feeds: Feeds, output: readonly string[]): Promise<Output>;
}

export interface GraphFiles {
  weights: LoadedFile;
  /** Files that the ONNX names as external data. */
  externalData: readonly LoadedFile[];
}

/**
 * @throws {RerankError} `integrity_failed` if a file's hash is not the expected one;
 *   `load_failed` if ONNX Runtime cannot create a session from it
 */
export async function createSession(
  device: Device,
  { weights, externalData }: GraphFiles,
  onDeviceLost: (message: string) => void,
): Promise<Session & { fixedSizes: FixedSizes }> {
  const ort = await loadOnnxRuntime(device);
  const session = await open(ort, device, weights, externalData);
  const lost = device === "webgpu" ? deviceLoss(await ort.env.webgpu.device) : undefined;
  void lost?.then(onDeviceLost);
  return {
    run: async (feeds, output) => {
      try {
        return await run(ort, session, feeds, output);
      } catch (cause) {
        // The page hears of a loss before it hears of this error, and so knows the cause.
        if (lost) await within(lossDelayMs, lost).catch(() => undefined);
        throw cause;
      }
    },
    fixedSizes: readFixedSizes(session.inputMetadata),
  };
}

async function deviceLoss(gpu: GPUDevice): Promise<string> {
  const { reason, message } = await gpu.lost;
  return `${reason}: ${message}`;
}

/** A call on a lost GPU fails a little before the browser reports the loss. */
const lossDelayMs = 1000;

/** Of `input_ids`, [rows × width]. */
function readFixedSizes(inputs: readonly InferenceSession.ValueMetadata[]): FixedSizes {
  const ids = inputs.find(({ name }) => name === "input_ids");
  const [rows, width] = ids?.isTensor === true ? ids.shape : [];
  // ONNX Runtime gives an unnamed dimension of any size as a name or as a number below 1.
  const fixed = (size: number | string | undefined) =>
    typeof size === "number" && size > 0 ? size : undefined;
  return { rows: fixed(rows), width: fixed(width) };
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
      // At lower levels, ONNX Runtime warns in the console that shape arithmetic runs on the CPU.
      logSeverityLevel: 3,
      ...(external.length > 0 && { externalData: external }),
    });
  } catch (cause) {
    throw missingRuntime(cause) ?? RerankError.from(cause, "load_failed");
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
    if (feed) feeds[name] = createTensor(ort, feed, input);
    else if (name.startsWith("past_key_values.") && input.isTensor) feeds[name] = emptyCache(ort, input);
    else throw new RerankError("load_failed", `The model has an unknown input "${name}".`);
  }
  const name = output.find((candidate) => session.outputNames.includes(candidate));
  if (name === undefined) throw noOutput(output, session.outputNames);
  // Only this output: the key-value cache of a language model is larger than everything else.
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

function createTensor(ort: OnnxRuntime, feed: Feed, input: InferenceSession.ValueMetadata): Tensor {
  const { type, data } = feed;
  // An empty tensor (no images, for example): its other dimensions are known to the graph only.
  const sizes = data.length === 0 && input.isTensor ? input.shape : [];
  const dims = feed.dims.map((size, axis) => {
    const known = sizes[axis];
    return size > 0 && typeof known === "number" ? known : size;
  });
  if (type === "float32")
    return new ort.Tensor("float32", data instanceof Float32Array ? data : Float32Array.from(data), dims);
  return integerTensor(ort, data, dims, input);
}

/** Integers in the type that the graph asks for. */
function integerTensor(
  ort: OnnxRuntime,
  data: ArrayLike<number>,
  dims: readonly number[],
  input: InferenceSession.ValueMetadata,
): Tensor {
  const wanted = input.isTensor ? input.type : "int64";
  if (wanted === "int64") return new ort.Tensor(wanted, BigInt64Array.from(data, BigInt), dims);
  if (wanted === "int32") return new ort.Tensor(wanted, Int32Array.from(data), dims);
  if (wanted === "float32") return new ort.Tensor(wanted, Float32Array.from(data), dims);
  if (wanted === "bool") return new ort.Tensor(wanted, Uint8Array.from(data), dims);
  const message = `The model's input "${input.name}" has the type ${wanted}, which is not supported.`;
  throw new RerankError("load_failed", message);
}

/** An empty cache: [1, heads, 0, dimensions]. */
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

/** Newer browsers return half-precision values as a `Float16Array`. */
function isFloat16Array(data: object): data is ArrayLike<number> {
  return data.constructor.name === "Float16Array";
}
