/** The iframe: any message and any address. */
import fc from "fast-check";
import { createBridge } from "../../src/ui/embed/bridge.ts";
import { isOrigin, readParameters } from "../../src/ui/embed/parameters.ts";
import { readMessage } from "../../src/ui/embed/protocol.ts";
import { must, mustBeInputFault, mustBeReadable } from "./expectations.ts";
import { damagedJson, damagedJsonText, hostileKey, hostileText, hostileValue } from "./hostile.ts";
import { fuzz } from "./targets.ts";

const message = {
  tabrank: 1,
  id: "a",
  type: "rerank",
  query: "bread",
  documents: ["the oven", { text: "a river", metadata: { a: [1] } }],
  model: "org/name",
  device: "wasm",
  dtype: "q8",
  top_n: 2,
  mode: "full",
  theme: "dark",
};
const cyclic: Record<string, unknown> = { ...message };
cyclic["documents"] = [{ text: "a", itself: cyclic }];

fuzz(
  "embed: any message",
  fc.oneof(
    { weight: 4, arbitrary: damagedJson(message) },
    hostileValue,
    fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withTypedArray: true,
      withSparseArray: true,
    }),
    fc
      .anything({ withDate: true, withMap: true, withSparseArray: true })
      .map((query) => ({ ...message, query, documents: query })),
    fc.constant(cyclic),
  ),
  (data) => {
    const reading = readMessage(data);
    if (reading.kind === "foreign") return;
    if (reading.kind === "refused") return mustBeInputFault(reading.error);
    const { id, type } = reading.request;
    must(typeof id === "string" ? id.length <= 200 : Number.isFinite(id), "an id is short or a number");
    must(["rerank", "cancel", "configure", "status"].includes(type), "a request has a known type");
  },
);

const origin = "https://page.example";

fuzz(
  "embed: only listed origins are answered",
  fc.tuple(
    damagedJson(message),
    fc.oneof(hostileText, fc.constantFrom(origin, "null", "*", `${origin}.evil.example`)),
  ),
  async ([data, from]) => {
    const posted: unknown[] = [];
    const parent = { postMessage: (answer: unknown, target: unknown) => void posted.push(answer, target) };
    const element = fakeElement();
    const bridge = createBridge({
      element,
      parent,
      origins: [origin],
      parentOrigin: undefined,
    });
    bridge.onMessage({ data, origin: from, source: parent as MessageEventSource });
    await Promise.resolve();
    must(from === origin || (posted.length === 0 && element.touched === 0), "others get no sign of life");
    must(
      posted.every((one, at) => at % 2 === 0 || one === origin),
      "answers go to the one who asked",
    );
  },
);

function fakeElement() {
  const attributes = new Map<string, string>();
  const element = {
    touched: 0,
    running: false,
    status: undefined,
    query: "",
    mode: "full",
    theme: "system",
    documents: [],
    getAttribute: (name: string) => attributes.get(name) ?? null,
    setAttribute: (name: string, value: string) => {
      element.touched += 1;
      attributes.set(name, value);
    },
    removeAttribute: (name: string) => void attributes.delete(name),
    rerank: async () => {
      element.touched += 1;
      return {
        id: "",
        object: "list" as const,
        model: "",
        results: [],
        usage: { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 },
      };
    },
    cancel: () => void (element.touched += 1),
  };
  return element;
}

fuzz(
  "embed: any address",
  fc.oneof(
    hostileText,
    fc
      .array(
        fc.tuple(
          fc.oneof(fc.constantFrom("query", "documents", "origins", "example", "top_n"), hostileKey),
          hostileText,
        ),
      )
      .map((pairs) =>
        new URLSearchParams(pairs.map(([key, value]): [string, string] => [key, value])).toString(),
      ),
    damagedJsonText(message.documents).map((documents) => new URLSearchParams({ documents }).toString()),
    fc
      .webUrl()
      .map((origins) => new URLSearchParams({ origins: `${origins},javascript:alert(1),*` }).toString()),
  ),
  (search) => {
    const { origins, documents, problems } = readParameters(search);
    must(origins.every(isOrigin) && !origins.includes("*"), "whoever may talk is named");
    for (const document of documents ?? [])
      must(typeof document === "string" || typeof document === "object", "documents are documents");
    for (const problem of problems) mustBeReadable(problem);
  },
);
