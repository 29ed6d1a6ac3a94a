/**
 * What the start of an ONNX file tells: its operators, and whether its weights lie in other files. A file begins with
 * its operators; weights follow. Source: onnx.proto of ONNX 1.18 (protobuf).
 */

export interface GraphFacts {
  operators: ReadonlySet<string>;
  /** Paths of the files with its weights, relative to its folder. */
  externalData: readonly string[];
  /** Whether nothing more about external data can follow. */
  complete: boolean;
}

/** A tensor of this size in the file itself: a graph with external data keeps only small ones. */
const largeBytes = 65_536;

/** Numbers of the messages' fields, by the names that onnx.proto gives them. */
const modelProto = { graph: 7, functions: 25 } as const;
const graphProto = { node: 1, initializer: 5 } as const;
const functionProto = { node: 7 } as const;
const nodeProto = { operator: 4, attribute: 5 } as const;
const attributeProto = { tensor: 5, graph: 6 } as const;
const tensorProto = { rawData: 9, externalData: 13 } as const;
const entryProto = { key: 1, value: 2 } as const;

interface Found {
  operators: Set<string>;
  externalData: Set<string>;
  largeInside: boolean;
  cut: boolean;
}

/**
 * @param bytes the whole file or its start
 * @param whole whether they are the whole file
 * @returns `undefined` if they are not an ONNX file
 */
export function readGraph(bytes: Uint8Array, whole: boolean): GraphFacts | undefined {
  const found: Found = { operators: new Set(), externalData: new Set(), largeInside: false, cut: false };
  try {
    readModel(bytes, found);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
  if (found.operators.size === 0 || (whole && found.cut)) return undefined;
  const { operators, externalData, largeInside, cut } = found;
  return { operators, externalData: [...externalData], complete: largeInside || !cut };
}

function readModel(bytes: Uint8Array, found: Found): void {
  for (const { number, payload, cut } of fields(bytes)) {
    if (number === modelProto.graph) readGraphMessage(payload, found);
    if (number === modelProto.functions) readNodes(payload, functionProto.node, found);
    found.cut ||= cut;
  }
}

function readGraphMessage(bytes: Uint8Array, found: Found): void {
  readNodes(bytes, graphProto.node, found);
  for (const { number, payload } of fields(bytes))
    if (number === graphProto.initializer) readTensor(payload, found);
}

function readNodes(bytes: Uint8Array, nodeField: number, found: Found): void {
  for (const node of fields(bytes)) {
    if (node.number !== nodeField) continue;
    for (const { number, payload } of fields(node.payload)) {
      if (number === nodeProto.operator) found.operators.add(text(payload));
      if (number === nodeProto.attribute) readAttribute(payload, found);
    }
  }
}

function readAttribute(bytes: Uint8Array, found: Found): void {
  for (const { number, payload } of fields(bytes)) {
    if (number === attributeProto.tensor) readTensor(payload, found);
    if (number === attributeProto.graph) readGraphMessage(payload, found);
  }
}

function readTensor(bytes: Uint8Array, found: Found): void {
  for (const { number, payload, length } of fields(bytes)) {
    if (number === tensorProto.rawData && length >= largeBytes) found.largeInside = true;
    if (number === tensorProto.externalData) readEntry(payload, found);
  }
}

function readEntry(bytes: Uint8Array, found: Found): void {
  const entry = new Map([...fields(bytes)].map(({ number, payload }) => [number, text(payload)]));
  const value = entry.get(entryProto.value);
  if (entry.get(entryProto.key) === "location" && value !== undefined)
    found.externalData.add(value.replace(/^(\.\/)+/, ""));
}

interface ProtobufField {
  number: number;
  /** Of a message, text or bytes, as far as it is there; empty for numbers. */
  payload: Uint8Array;
  /** Announced bytes of the payload. */
  length: number;
  /** The field goes on beyond the bytes. */
  cut: boolean;
}

/** @throws {RangeError} if the bytes are not protobuf */
function* fields(bytes: Uint8Array): Generator<ProtobufField> {
  let at = 0;
  /** `undefined` at the end of the bytes. */
  const varint = (): number | undefined => {
    let value = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      const byte = bytes[at++];
      if (byte === undefined) return undefined;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    throw new RangeError("a number is too long");
  };
  const nothing = new Uint8Array();
  while (at < bytes.length) {
    const tag = varint();
    const number = Math.floor((tag ?? 0) / 8);
    const type = (tag ?? 0) % 8;
    if (tag !== undefined && (number === 0 || ![0, 1, 2, 5].includes(type)))
      throw new RangeError("no protobuf");
    const length = type === 2 ? varint() : 0;
    if (tag === undefined || length === undefined) {
      yield { number, payload: nothing, length: 0, cut: true };
      return;
    }
    if (type === 0) varint();
    const size = { 1: 8, 5: 4 }[type] ?? length;
    const cut = at + size > bytes.length;
    yield { number, payload: type === 2 ? bytes.subarray(at, at + length) : nothing, length, cut };
    at += size;
  }
}

function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
