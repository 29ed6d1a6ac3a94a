/** The scores in the browser against those of the original implementations. */
import { expect } from "@playwright/test";
import { type CaseReference, type PairReference, readFixture, test } from "./engine-page.ts";
import { type Form, caseFidelity, pairFidelity } from "./fidelity.ts";

const crossEncoders = ["tiny-bert-cross-encoder", "tiny-xlmr-cross-encoder"];

for (const name of crossEncoders) {
  for (const [dtype, tolerance] of [
    ["fp32", 1e-4],
    ["fp16", 0.05],
    ["q8", 0.6],
  ] as const) {
    test(`${name}, ${dtype} on WASM, against PyTorch`, async ({ engine }) => {
      const form: Form = { repository: `tabrank/${name}`, dtype, device: "wasm", maxTokens: 128 };
      const fidelity = await pairFidelity(engine, form, readFixture<PairReference>(name));
      expect(fidelity).toMatchObject({ ran: `wasm ${dtype}`, wrongTokenCounts: 0 });
      expect(fidelity.pairs).toBeGreaterThanOrEqual(30);
      expect(fidelity.largestError).toBeLessThan(tolerance);
    });
  }
}

for (const pooling of ["mean", "cls"] as const) {
  test(`tiny-bert-bi-encoder with ${pooling} pooling, fp32 on WASM, against PyTorch`, async ({ engine }) => {
    const name = "tiny-bert-bi-encoder";
    const reference = readFixture<CaseReference<Record<"mean" | "cls", number[]>>>(name);
    const cases = reference.cases.map((it) => ({ ...it, scores: it.scores[pooling] }));
    const form: Form = {
      repository: `tabrank/${name}`,
      dtype: "fp32",
      device: "wasm",
      pooling,
      maxTokens: 128,
    };
    const fidelity = await caseFidelity(engine, form, { ...reference, cases });
    expect(fidelity).toMatchObject({ ran: "wasm fp32", wrongTokenCounts: 0, wrongOrders: 0 });
    expect(fidelity.largestError).toBeLessThan(1e-4);
  });
}

for (const [dtype, tolerance] of [
  ["fp32", 1e-4],
  ["w8a32", 0.01],
  ["w8a8", 0.02],
  ["q8", 0.05],
] as const) {
  test(`all-MiniLM-L6-v2, ${dtype} on WASM, against native fp32`, async ({ engine }) => {
    const form: Form = { repository: "Xenova/all-MiniLM-L6-v2", dtype, device: "wasm", maxTokens: 256 };
    const fidelity = await caseFidelity(engine, form, readFixture<CaseReference>("all-MiniLM-L6-v2"));
    expect(fidelity).toMatchObject({ ran: `wasm ${dtype}`, wrongTokenCounts: 0, wrongOrders: 0 });
    expect(fidelity.largestError).toBeLessThan(tolerance);
  });
}

test("bge-small-en-v1.5, published q8 on WASM, against the same weights in native ONNX Runtime", async ({
  engine,
}) => {
  const form: Form = {
    repository: "Xenova/bge-small-en-v1.5",
    dtype: "q8",
    device: "wasm",
    pooling: "cls",
    queryPrefix: "Represent this sentence for searching relevant passages: ",
    maxTokens: 512,
  };
  const fidelity = await caseFidelity(engine, form, readFixture<CaseReference>("bge-small-en-v1.5"));
  expect(fidelity).toMatchObject({ ran: "wasm q8", wrongTokenCounts: 0, wrongOrders: 0 });
  expect(fidelity.largestError).toBeLessThan(0.05);
});
