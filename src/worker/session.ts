import type { InferenceSession, Tensor } from "onnxruntime-web";
import { RerankError } from "../contract/errors.ts";
import type { Device } from "../models/model.ts";
import { type OnnxRuntime, loadOnnxRuntime } from "./onnx-runtime.ts";
import type { Encoding } from "./encoding.ts";
import { halfToNumber } from "./half.ts";
import { verifiedBytes } from "./verified-bytes.ts";
import type { LoadRequest, LoadedFile } from "./protocol.ts";

/** A model's output for one batch. */
export interface Output {
  /** Row-major. */
  data: Float32Array;
  /** `[rows, …]` */
  dims: readonly number[];
}

/** An encoder graph: token ids in, one named output out. */
export interface Session {
  /**
   * Runs one batch, padded on the right to its longest row.
   * @param output names to look for, in order
   * @throws {RerankError} `load_failed` where the graph has none of them: another output would be no score
   */
  run(rows: readonly Encoding[], padId: number, output: readonly string[]): Promise<Output>;
}

/**
 * @throws {RerankError} `integrity_failed` where a file's hash is not the catalogue's;
 *   `load_failed` where ONNX Runtime cannot make a session of it
 */
export async function createSession(
  { device, weights, externalData }: Pick<LoadRequest, "device" | "weights" | "externalData">,
  onDeviceLost: (message: string) => void,
): Promise<Session> {
  const ort = await loadOnnxRuntime(device);
  const session = await open(ort, device, weights, externalData);
  if (device === "webgpu") {
    const gpu = await ort.env.webgpu.device;
    void gpu.lost.then(({ reason, message }) => onDeviceLost(`${reason}: ${message}`));
  }
  return { run: (rows, padId, output) => run(ort, session, rows, padId, output) };
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
  rows: readonly Encoding[],
  padId: number,
  output: readonly string[],
): Promise<Output> {
  const width = Math.max(...rows.map(({ ids }) => ids.length));
  const dims = [rows.length, width];
  const tensor = (valueAt: (row: Encoding, position: number) => number): Tensor => {
    const data = new BigInt64Array(rows.length * width);
    rows.forEach((row, index) => {
      for (let position = 0; position < width; position++) {
        data[index * width + position] = BigInt(valueAt(row, position));
      }
    });
    return new ort.Tensor("int64", data, dims);
  };
  const inputs: Record<string, () => Tensor> = {
    input_ids: () => tensor(({ ids }, position) => ids[position] ?? padId),
    attention_mask: () => tensor(({ ids }, position) => (position < ids.length ? 1 : 0)),
    token_type_ids: () => tensor(({ typeIds }, position) => typeIds[position] ?? 0),
  };
  const feeds: Record<string, Tensor> = {};
  for (const name of session.inputNames) {
    const input = inputs[name];
    if (!input)
      throw new RerankError("load_failed", `The model asks for an input "${name}" that is not known.`);
    feeds[name] = input();
  }
  const outputs = await session.run(feeds);
  const name = output.find((candidate) => candidate in outputs);
  const result = name === undefined ? undefined : outputs[name];
  if (!result) {
    const message = `The model has no output "${output.join('" or "')}", only "${session.outputNames.join('", "')}".`;
    throw new RerankError("load_failed", message);
  }
  const data = await result.getData();
  const floats = { data: toFloat32(data), dims: [...result.dims] };
  for (const value of Object.values(outputs)) value.dispose();
  return floats;
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
