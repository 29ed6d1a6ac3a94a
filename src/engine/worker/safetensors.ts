/** Reads the safetensors format: 8 bytes of header length, a JSON header, the tensors' bytes. Pure. */
import * as v from "valibot";
import { RerankError } from "../../contract/errors.ts";
import { bfloatToNumber, halfToNumber } from "./half.ts";

export interface Weights {
  /** Row-major. */
  data: Float32Array;
  shape: readonly number[];
}

const Tensor = v.object({
  dtype: v.picklist(["F32", "F16", "BF16"]),
  shape: v.array(v.number()),
  data_offsets: v.tuple([v.number(), v.number()]),
});
const Header = v.record(v.string(), v.unknown());

/** @throws {RerankError} `load_failed` if the bytes are not safetensors or the tensor has an unsupported type */
export function readTensor(bytes: Uint8Array, name: string): Weights | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerBytes = bytes.byteLength < 8 ? Infinity : Number(view.getBigUint64(0, true));
  if (8 + headerBytes > bytes.byteLength) throw unreadable("it is incomplete");
  const entry = parseHeader(bytes.subarray(8, 8 + headerBytes))[name];
  if (entry === undefined) return undefined;
  const parsed = v.safeParse(Tensor, entry);
  if (!parsed.success) throw unreadable(`its tensor "${name}" has an unsupported type`);
  const {
    dtype,
    shape,
    data_offsets: [from, to],
  } = parsed.output;
  const values = bytes.slice(8 + headerBytes + from, 8 + headerBytes + to);
  const count = shape.reduce((product, size) => product * size, 1);
  if (values.byteLength !== count * (dtype === "F32" ? 4 : 2)) throw unreadable("it is incomplete");
  if (dtype === "F32") return { data: new Float32Array(values.buffer), shape };
  const toNumber = dtype === "F16" ? halfToNumber : bfloatToNumber;
  return { data: Float32Array.from(new Uint16Array(values.buffer), toNumber), shape };
}

function parseHeader(bytes: Uint8Array): Record<string, unknown> {
  try {
    return v.parse(Header, JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    throw unreadable("its header is not JSON");
  }
}

function unreadable(why: string): RerankError {
  return new RerankError("load_failed", `The model's head cannot be read: ${why}.`);
}
