import fc from "fast-check";
import { expect, test, vi } from "vitest";
import type { RerankDocument } from "../../../../src/contract/rerank.ts";
import { type Embedded, createBridge } from "../../../../src/ui/embed/bridge.ts";

function fakeElement() {
  const attributes = new Map<string, string>();
  const element = {
    running: false,
    status: undefined,
    query: "",
    mode: "full",
    theme: "system",
    documents: [] as readonly RerankDocument[],
    getAttribute: (name: string) => attributes.get(name) ?? null,
    setAttribute: (name: string, value: string) => void attributes.set(name, value),
    removeAttribute: (name: string) => void attributes.delete(name),
    rerank: vi.fn<Embedded["rerank"]>(),
    cancel: vi.fn<Embedded["cancel"]>(),
  };
  return { element, attributes };
}

function fakeParent() {
  const posted: { message: unknown; target: unknown }[] = [];
  const parent = {
    postMessage: (message: unknown, target?: unknown) => void posted.push({ message, target }),
  };
  return { posted, parent: parent as unknown as Window };
}

const origins = ["https://a.example", "https://b.example"];

test("who is not on the list, or not the parent, gets nothing, whatever the message", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.anything(),
        fc.record({
          tabrank: fc.constant(1),
          id: fc.integer(),
          type: fc.constantFrom("status", "rerank", "configure", "cancel", "x"),
        }),
      ),
      fc.oneof(fc.webUrl(), fc.constantFrom("null", "", "*", "https://a.example.evil", "https://a.example/")),
      async (data, origin) => {
        fc.pre(!origins.includes(origin));
        const { element } = fakeElement();
        const { parent, posted } = fakeParent();
        const bridge = createBridge({ element, parent, origins, parentOrigin: undefined });
        bridge.onMessage({ data, origin, source: parent });
        bridge.onMessage({ data, origin: "https://a.example", source: fakeParent().parent });
        await Promise.resolve();
        expect(posted).toEqual([]);
        expect(element.rerank).not.toHaveBeenCalled();
        expect(element.cancel).not.toHaveBeenCalled();
      },
    ),
  );
});

test("events go to origins that are named, never to all; where the browser tells who it is, to that one", () => {
  for (const [parentOrigin, targets] of [
    [undefined, origins],
    ["https://b.example", ["https://b.example"]],
    ["https://evil.example", []],
  ] as const) {
    const { parent, posted } = fakeParent();
    createBridge({ element: fakeElement().element, parent, origins, parentOrigin }).send({
      tabrank: 1,
      type: "ready",
    });
    expect(posted.map(({ target }) => target)).toEqual(targets);
  }
});

test("configure sets what is named, gives back what is null, and answers the one who asked", async () => {
  const { element, attributes } = fakeElement();
  const { parent, posted } = fakeParent();
  attributes.set("top-n", "5");
  const bridge = createBridge({ element, parent, origins, parentOrigin: undefined });
  const data = {
    tabrank: 1,
    id: "c",
    type: "configure",
    query: "q",
    documents: ["a"],
    top_n: null,
    device: "wasm",
  };
  bridge.onMessage({ data, origin: "https://b.example", source: parent });
  await vi.waitFor(() => expect(posted.length).toBe(1));
  expect([...attributes]).toEqual([
    ["query", "q"],
    ["device", "wasm"],
  ]);
  expect(element.documents).toEqual(["a"]);
  expect(posted[0]).toMatchObject({
    target: "https://b.example",
    message: { id: "c", type: "answer", ok: true },
  });
});

test("a run that is cancelled or fails is answered with its code", async () => {
  const { element } = fakeElement();
  const { parent, posted } = fakeParent();
  const bridge = createBridge({ element, parent, origins, parentOrigin: undefined });
  const ask = (id: number) =>
    bridge.onMessage({
      data: { tabrank: 1, id, type: "rerank" },
      origin: "https://a.example",
      source: parent,
    });
  element.rerank.mockRejectedValueOnce(new DOMException("x", "AbortError"));
  ask(1);
  element.rerank.mockRejectedValueOnce(new Error("broke"));
  ask(2);
  await vi.waitFor(() => expect(posted.length).toBe(2));
  expect(posted.map(({ message }) => message)).toMatchObject([
    { id: 1, ok: false, error: { code: "aborted" } },
    { id: 2, ok: false, error: { code: "internal_error", message: "broke" } },
  ]);
});
