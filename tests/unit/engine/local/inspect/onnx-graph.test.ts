/** ONNX files that PyTorch, Optimum and onnx wrote, whole and cut anywhere. */
import fc from "fast-check";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readGraph } from "../../../../../src/engine/local/inspect/onnx-graph.ts";

const read = (path: string) => new Uint8Array(readFileSync(`tests/fixtures/${path}`));
const xlmr = read("hub/tabrank/tiny-xlmr-cross-encoder/onnx/model.onnx");
const ownName = read("graphs/own-name/model.onnx");

test("tells the operators and the files of weights", () => {
  expect(readGraph(ownName, true)).toMatchObject({ externalData: ["weights.bin"], complete: true });
  const listwise = readGraph(read("hub/tabrank/tiny-listwise/onnx/model.onnx"), true);
  expect(listwise?.externalData.toSorted()).toEqual([
    "model.onnx_data",
    "model.onnx_data_1",
    "model.onnx_data_2",
    "model.onnx_data_3",
  ]);
  expect(readGraph(xlmr, true)?.operators).toContain("CumSum");
  const bert = readGraph(read("hub/tabrank/tiny-bert-bi-encoder/onnx/model.onnx"), true);
  expect(bert?.operators).not.toContain("CumSum");
});

test("the operators and the first large weights suffice", () => {
  const start = xlmr.subarray(0, 60_000);
  expect(readGraph(start, false)).toMatchObject({ externalData: [], complete: true });
  expect(readGraph(start, false)?.operators).toContain("CumSum");
  expect(readGraph(xlmr.subarray(0, 4000), false)?.complete).toBe(false);
});

test("bytes that are no ONNX file, or only a part of what was announced, are none", () => {
  expect(readGraph(new TextEncoder().encode("<html>"), true)).toBeUndefined();
  expect(readGraph(new Uint8Array(100), true)).toBeUndefined();
  expect(readGraph(new Uint8Array(), true)).toBeUndefined();
  expect(readGraph(ownName.subarray(0, 200), true)).toBeUndefined();
});

test("no bytes make it throw or hang", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(ownName.length), (noise, at) => {
      readGraph(noise, false);
      readGraph(Uint8Array.from([...ownName.subarray(0, at), ...noise]), true);
    }),
  );
});
