/** The candidates of a comparison over a real HTTP server, beside engines that score by length. */
import { type Server, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { readRecordings, writeRecordings } from "../../../../src/engine/remote/recordings.ts";
import { catalogue } from "../../../../src/models/catalogue.ts";
import { embeddedModel } from "../../../../src/models/embedded-model.ts";
import { openingExample } from "../../../../src/ui/examples/examples.ts";
import { createComparisonStore } from "../../../../src/ui/playground/stores/comparison-store.ts";
import { loadRemoteRun } from "../../../../src/ui/playground/stores/comparison/load-remote-run.ts";
import { remoteId } from "../../../../src/ui/playground/stores/comparison/candidates.ts";
import { candidateIds } from "../../../../src/ui/playground/stores/comparison/selectors.ts";
import { createPlaygroundStore } from "../../../../src/ui/playground/stores/playground-store.ts";
import { defaultRemote, keySlot } from "../../../../src/ui/playground/stores/remote-settings.ts";
import { type Work, fakeEngines } from "./fake-engines.ts";

type State = ReturnType<ReturnType<typeof createComparisonStore>["getState"]>;

const apiKey = "a-key-that-must-not-be-seen";
let server: Server;
let baseUrl = "";
type Body = { documents: unknown[]; top_n?: number };
let answer: (response: ServerResponse, body: Body) => void;
let received: { body: Record<string, unknown>; authorization: string | undefined }[] = [];

const json = (response: ServerResponse, status: number, body: unknown, headers = {}): void =>
  void response
    .writeHead(status, { "content-type": "application/json", ...headers })
    .end(JSON.stringify(body));

/** In the order of the request: another than by length. */
const inOrder = (response: ServerResponse, { documents, top_n: topN }: Body): void =>
  json(response, 200, {
    model: "served",
    results: documents
      .map((_, index) => ({ index, relevance_score: 1 - index / 100 }))
      .slice(0, topN ?? undefined),
  });

beforeAll(async () => {
  // Loaded once here, so that no test waits for it.
  await loadRemoteRun();
  server = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk: Buffer) => (text += chunk.toString()));
    request.on("end", () => {
      const body = JSON.parse(text) as Body & Record<string, unknown>;
      received.push({ body, authorization: request.headers.authorization });
      answer(response, body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  received = [];
  answer = inOrder;
});

function setup(work: Work = async () => {}) {
  const fake = fakeEngines(work);
  const clock = { now: () => performance.now(), schedule: (show: () => void) => show() };
  const playground = createPlaygroundStore({ catalogue, engines: fake.engines, ...clock });
  const comparison = createComparisonStore({
    playground,
    engines: fake.engines,
    ...clock,
    date: () => new Date(Date.UTC(2030, 0, 1)),
    remote: { ...defaultRemote, baseUrl },
  });
  const remote = () => comparison.getState().candidates[remoteId];
  const settled = () => vi.waitFor(() => expect(remote()?.run.status).not.toBe("running"));
  return { ...fake, playground, comparison, remote, settled };
}

test("nothing is asked before the switch is on, and nothing by it alone", async () => {
  const { playground, comparison, remote } = setup();
  await playground.getState().rerank();
  comparison.getState().enableRemote(true);
  expect(remote()).toBeUndefined();
  expect(received).toEqual([]);
});

test("the request that ran here goes to the server, with its own model and the key", async () => {
  const { playground, comparison, remote, settled } = setup();
  comparison.getState().enableRemote(true);
  comparison.getState().setRemote({ model: "theirs" });
  comparison.getState().setApiKey(`  ${apiKey}\n`);
  await playground.getState().rerank();
  await settled();
  expect(received).toEqual([
    {
      authorization: `Bearer ${apiKey}`,
      body: expect.objectContaining({
        model: "theirs",
        query: openingExample.query,
        documents: openingExample.documents,
        top_n: 3,
      }) as unknown,
    },
  ]);
  expect(remote()?.ranking).toMatchObject({
    order: [0, 1, 2],
    returned: 3,
    model: "served",
    totalTokens: undefined,
  });
});

test("a run by typing asks nobody", async () => {
  const { playground, comparison } = setup();
  comparison.getState().enableRemote(true);
  comparison.getState().addLocalCandidate({ modelId: embeddedModel.id, device: "wasm", dtype: "w8a32" });
  await playground.getState().rerank(true);
  expect(received).toEqual([]);
  expect(comparison.getState().candidates).toEqual({});
});

test("neither waits for the other", async () => {
  let release = (): void => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  const { playground, comparison, remote, settled } = setup(() => held);
  comparison.getState().enableRemote(true);
  const local = playground.getState().rerank();
  await settled();
  expect(remote()?.ranking).toBeDefined();
  expect(playground.getState().run.status).toBe("running");
  release();
  await local;

  answer = () => {};
  await playground.getState().rerank();
  expect(playground.getState()).toMatchObject({ run: { status: "idle" } });
  expect(remote()?.run.status).toBe("running");
  comparison.getState().cancel(remoteId);
  expect(remote()?.run.status).toBe("cancelled");
  expect(remote()?.ranking).toBeDefined();
});

test("a server that fails leaves the page's answer and its own last one; typing ends the complaint", async () => {
  const { playground, comparison, remote, settled } = setup();
  comparison.getState().enableRemote(true);
  await playground.getState().rerank();
  await settled();
  const good = remote()?.ranking;
  answer = (response) => json(response, 401, { detail: `wrong key ${apiKey}` });
  comparison.getState().setApiKey(apiKey);
  await playground.getState().rerank();
  await settled();
  expect(remote()).toMatchObject({ run: { status: "failed", error: { code: "unauthorized" } } });
  expect(remote()?.ranking).toBe(good);
  expect(playground.getState().answer).toBeDefined();
  expect(JSON.stringify([remote(), comparison.getState().recordings])).not.toContain(apiKey);
  comparison.getState().setApiKey("another");
  expect(remote()?.run.status).toBe("idle");
});

test("a cancel of the page cancels all; a new run takes the place of an old one", async () => {
  const { playground, comparison, remote, settled, setWork } = setup();
  comparison.getState().enableRemote(true);
  answer = () => {};
  setWork(
    ({ signal }) =>
      new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason as Error))),
  );
  const run = playground.getState().rerank();
  playground.getState().cancel();
  await run;
  expect(remote()?.run.status).toBe("cancelled");

  setWork(async () => {});
  void playground.getState().rerank();
  answer = inOrder;
  playground.getState().setQuery("newer");
  await playground.getState().rerank();
  await settled();
  expect(remote()?.ranking?.draft.query).toBe("newer");
});

test("what is not valid is sent to nobody", async () => {
  const { playground, comparison } = setup();
  comparison.getState().enableRemote(true);
  playground.getState().setQuery("");
  await playground.getState().rerank();
  expect(received).toEqual([]);
});

describe("further models here", () => {
  const localCandidate = { modelId: embeddedModel.id, device: "wasm", dtype: "w8a32" } as const;

  test("run one after the other, after the page's own, each on an engine of its own", async () => {
    const { playground, comparison, made } = setup();
    comparison.getState().addLocalCandidate(localCandidate);
    comparison.getState().addLocalCandidate({ ...localCandidate, dtype: "w8a8" });
    await playground.getState().rerank();
    const ids = candidateIds(comparison.getState());
    await vi.waitFor(() => {
      for (const id of ids) expect(comparison.getState().candidates[id]?.ranking).toBeDefined();
    });
    expect(made.map(({ device }) => device)).toEqual(["auto", "wasm", "wasm"]);
    expect(comparison.getState().candidates[ids[0] ?? ""]?.ranking?.order).toEqual(
      playground.getState().answer?.ranked.map(({ index }) => index),
    );
    comparison.getState().removeLocalCandidate(ids[0] ?? "");
    expect(made.map(({ disposed }) => disposed)).toEqual([false, true, false]);
    expect(Object.keys(comparison.getState().candidates)).toEqual([ids[1]]);
  });

  test("none runs beside another, nor beside the page's own run", async () => {
    let now = 0;
    let most = 0;
    const { playground, comparison, setWork } = setup();
    setWork(async () => {
      most = Math.max(most, ++now);
      await new Promise((resolve) => setTimeout(resolve, 5));
      now -= 1;
    });
    comparison.getState().addLocalCandidate(localCandidate);
    comparison.getState().addLocalCandidate({ ...localCandidate, dtype: "w8a8" });
    const idle = () =>
      vi.waitFor(() => {
        for (const candidate of candidateIds(comparison.getState()))
          expect(comparison.getState().candidates[candidate]?.run.status).toBe("idle");
      });
    await playground.getState().rerank();
    await idle();
    const [id = ""] = candidateIds(comparison.getState());
    const again = playground.getState().rerank();
    await Promise.all([again, comparison.getState().ask(id), comparison.getState().runExampleSet([])]);
    await idle();
    expect(most).toBe(1);
  });

  test("a run of the page, by typing too, makes them stop", async () => {
    const { playground, comparison, setWork } = setup();
    comparison.getState().addLocalCandidate(localCandidate);
    const [id = ""] = candidateIds(comparison.getState());
    await playground.getState().rerank();
    await vi.waitFor(() => expect(comparison.getState().candidates[id]?.run.status).toBe("idle"));
    let aborted = false;
    setWork(
      ({ signal }) =>
        new Promise((_, reject) =>
          signal?.addEventListener("abort", () => {
            aborted = true;
            reject(signal.reason as Error);
          }),
        ),
    );
    void comparison.getState().ask(id);
    await vi.waitFor(() => expect(comparison.getState().candidates[id]?.run.status).toBe("waiting"));
    await Promise.resolve();
    setWork(async () => {});
    playground.getState().setQuery("typed");
    await playground.getState().rerank(true);
    await vi.waitFor(() => expect(aborted).toBe(true));
    // What was typed is not asked of them.
    expect(comparison.getState().candidates[id]).toMatchObject({
      run: { status: "cancelled" },
      ranking: { draft: { query: openingExample.query } },
    });
  });

  test("one that is removed while it waits makes no engine", async () => {
    const { playground, comparison, made, setWork } = setup();
    comparison.getState().addLocalCandidate(localCandidate);
    const [id = ""] = candidateIds(comparison.getState());
    let release = (): void => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    setWork(() => held);
    const own = playground.getState().rerank();
    const asked = comparison.getState().ask(id);
    comparison.getState().removeLocalCandidate(id);
    release();
    await Promise.all([own, asked]);
    expect(made.length).toBe(1);
    expect(comparison.getState().candidates).toEqual({});
  });

  test("a changed model forgets what the other said", async () => {
    const { playground, comparison } = setup();
    comparison.getState().addLocalCandidate(localCandidate);
    const [id = ""] = candidateIds(comparison.getState());
    await playground.getState().rerank();
    await vi.waitFor(() => expect(comparison.getState().candidates[id]?.ranking).toBeDefined());
    comparison.getState().changeLocalCandidate(id, { device: "webgpu" });
    expect(comparison.getState().candidates[id]).toBeUndefined();
  });
});

test("a candidate is asked what the page was asked last, also when the page itself has failed", async () => {
  const { playground, comparison, settled, setWork } = setup();
  await playground.getState().rerank();
  comparison.getState().enableRemote(true);
  setWork(() => Promise.reject(new Error("no memory")));
  playground.getState().setQuery("newer");
  await playground.getState().rerank();
  await settled();
  await comparison.getState().ask(remoteId);
  expect(received.map(({ body }) => body["query"])).toEqual(["newer", "newer"]);
});

test("a new question aborts the old one at the server", async () => {
  const { playground, comparison, settled } = setup();
  comparison.getState().enableRemote(true);
  const left = new Promise<void>((resolve) => {
    answer = (response) => void response.on("close", resolve);
  });
  await playground.getState().rerank();
  await vi.waitFor(() => expect(received.length).toBe(1));
  answer = inOrder;
  await playground.getState().rerank();
  await left;
  await settled();

  const stopped = new Promise<void>((resolve) => {
    answer = (response) => void response.on("close", resolve);
  });
  await playground.getState().rerank();
  await vi.waitFor(() => expect(received.length).toBe(3));
  comparison.getState().enableRemote(false);
  await stopped;
});

describe("the key and what was typed", () => {
  test("a key stays with its provider and its host", () => {
    const { comparison } = setup();
    const { setApiKey, setProvider, setRemote } = comparison.getState();
    const shown = () => comparison.getState().apiKeys[keySlot(comparison.getState().remote)];
    setProvider("jina");
    setApiKey(apiKey);
    setProvider("voyage");
    expect(shown()).toBeUndefined();
    setProvider("jina");
    expect(shown()).toBe(apiKey);
    // A vendor's key is for nobody else.
    setRemote({ baseUrl: "http://localhost:9" });
    expect(shown()).toBeUndefined();
    setRemote({ baseUrl: "https://api.jina.ai/v1" });
    expect(shown()).toBe(apiKey);
  });

  test("a key that was typed before its address was whole goes along; one that was sent does not", async () => {
    const { playground, comparison, settled } = setup();
    const { setApiKey, setRemote, enableRemote } = comparison.getState();
    const shown = () => comparison.getState().apiKeys[keySlot(comparison.getState().remote)];
    enableRemote(true);
    setRemote({ baseUrl: "http://loc" });
    setApiKey(apiKey);
    for (const typed of ["http://localh", "", "http://localhost:1"]) setRemote({ baseUrl: typed });
    expect(shown()).toBe(apiKey);
    setRemote({ baseUrl });
    await playground.getState().rerank();
    await settled();
    expect(received[0]?.authorization).toBe(`Bearer ${apiKey}`);
    setRemote({ baseUrl: "http://localhost:2" });
    expect(shown()).toBeUndefined();
  });

  test("what was typed for a provider is there when it is chosen again", () => {
    const { comparison } = setup();
    const { setRemote, setProvider } = comparison.getState();
    setRemote({ baseUrl: "http://localhost:9/mine", model: "own" });
    setProvider("cohere-v2");
    expect(comparison.getState().remote).toMatchObject({
      baseUrl: "https://api.cohere.com",
      model: "rerank-v3.5",
    });
    setProvider("generic");
    expect(comparison.getState().remote).toMatchObject({ baseUrl: "http://localhost:9/mine", model: "own" });
  });

  test("an address that names a vendor chooses it, once it is typed; what stood there before is kept", () => {
    const { comparison } = setup();
    const { setRemote, settleAddress, setProvider } = comparison.getState();
    setRemote({ model: "own" });
    // On the way to another host: no letter of it decides.
    for (const baseUrl of ["https://api.cohere.com", "https://api.cohere.com.proxy.example"])
      setRemote({ baseUrl });
    settleAddress();
    expect(comparison.getState().remote).toMatchObject({ provider: "generic", model: "own" });
    setRemote({ baseUrl: "https://api.voyageai.com/v1" });
    expect(comparison.getState().remote.provider).toBe("generic");
    settleAddress();
    expect(comparison.getState().remote).toMatchObject({ provider: "voyage", model: "rerank-2.5" });
    setRemote({ baseUrl: "http://localhost:8787" });
    settleAddress();
    // A proxy in front of it, say.
    expect(comparison.getState().remote.provider).toBe("voyage");
    setProvider("generic");
    expect(comparison.getState().remote.model).toBe("own");
  });
});

test("recorded answers are given again without a network, to the same request only", async () => {
  const first = setup();
  first.comparison.getState().enableRemote(true);
  first.comparison.getState().setApiKey(apiKey);
  await first.playground.getState().rerank();
  await first.settled();
  const file = writeRecordings(first.comparison.getState().recordings);
  expect(file).not.toContain(apiKey);
  received = [];

  const { playground, comparison, remote, settled } = setup();
  comparison.getState().enableRemote(true);
  comparison.getState().setProvider("recording");
  // Twice the same is once.
  for (let times = 0; times < 2; times++) comparison.getState().openRecordings(readRecordings(file));
  expect(comparison.getState().recordings.length).toBe(1);
  expect(comparison.getState().remote.provider).toBe("recording");
  await playground.getState().rerank();
  await settled();
  expect(received).toEqual([]);
  const { order, elapsedMs, model, notes } = remote()?.ranking ?? {};
  const made = first.remote()?.ranking;
  expect({ order, elapsedMs, model }).toEqual({
    order: made?.order,
    elapsedMs: made?.elapsedMs,
    model: made?.model,
  });
  expect(notes?.join()).toContain("2030-01-01");
  // Of two servers' answers the one that was chosen.
  const [recording] = comparison.getState().recordings;
  if (!recording) throw new Error("there is none");
  comparison.getState().openRecordings([{ ...recording, server: "other" }]);
  comparison.getState().chooseRecording(recording);
  await comparison.getState().ask(remoteId);
  expect(remote()?.ranking?.where).toBe(recording.server);
  playground.getState().setQuery("never recorded");
  await playground.getState().rerank();
  await settled();
  expect(remote()?.run).toMatchObject({ status: "failed", error: { code: "bad_request" } });
});

describe("over all examples", () => {
  const examples = ["one", "two", "three"].map((title) => async () => ({
    ...openingExample,
    title,
    query: title,
  }));

  test("a row for each example and candidate", async () => {
    const { comparison } = setup();
    comparison.getState().enableRemote(true);
    comparison.getState().addLocalCandidate({ modelId: embeddedModel.id, device: "wasm", dtype: "auto" });
    await comparison.getState().runExampleSet(examples);
    const { status, rows, done } = comparison.getState().exampleSet;
    expect({ status, done }).toEqual({ status: "done", done: 3 });
    expect(rows.map(({ example, candidate }) => `${example} ${candidate}`)).toEqual(
      ["one", "two", "three"].flatMap((title) => [`${title} remote`, `${title} local-1`]),
    );
    expect(rows.every(({ other }) => other.ok)).toBe(true);
    expect(received.length).toBe(3);
  });

  test("a refusal that would be met again is met once", async () => {
    answer = (response) => json(response, 401, {});
    const { comparison } = setup();
    comparison.getState().enableRemote(true);
    await comparison.getState().runExampleSet(examples);
    expect(comparison.getState().exampleSet).toMatchObject({
      status: "done",
      done: 3,
      rows: [
        { other: { ok: false } },
        { other: { ok: false, message: expect.stringContaining("skipped: ") as string } },
        { other: { ok: false } },
      ],
    });
    expect(received.length).toBe(1);
  });

  test("a change of who takes part ends it: nothing more is sent", async () => {
    for (const change of [
      (state: State) => state.enableRemote(false),
      (state: State) => state.setProvider("jina"),
      (state: State) => state.setRemote({ model: "other" }),
      (state: State) => state.setApiKey(apiKey),
    ]) {
      received = [];
      const { comparison } = setup();
      comparison.getState().enableRemote(true);
      answer = (response, body) => {
        change(comparison.getState());
        inOrder(response, body);
      };
      await comparison.getState().runExampleSet(examples);
      expect(comparison.getState().exampleSet.status).toBe("cancelled");
      expect(received.length).toBe(1);
    }
  });

  test("makes room for a run of the page, whose engine it shares", async () => {
    const { playground, comparison, made } = setup();
    comparison.getState().enableRemote(true);
    answer = () => {};
    const run = comparison.getState().runExampleSet(examples);
    await vi.waitFor(() => expect(received.length).toBe(1));
    comparison.getState().enableRemote(false);
    playground.getState().setSettings({ device: "wasm" });
    await playground.getState().rerank();
    await run;
    expect(playground.getState()).toMatchObject({
      run: { status: "idle" },
      answer: { draft: { settings: { device: "wasm" } } },
    });
    expect(made.map(({ disposed }) => disposed)).toEqual([true, false]);
  });

  test("a pause that a server wants is said", async () => {
    let first = true;
    answer = (response, body) => {
      if (!first) return inOrder(response, body);
      first = false;
      return json(response, 429, { detail: "slow down" }, { "retry-after": "1" });
    };
    const { comparison } = setup();
    comparison.getState().enableRemote(true);
    const run = comparison.getState().runExampleSet(examples.slice(0, 1));
    await vi.waitFor(() => expect(comparison.getState().exampleSet.message).toContain("slow down"));
    await run;
    expect(comparison.getState().exampleSet).toMatchObject({ status: "done", message: undefined });
  });

  test("ends with a cancel", async () => {
    answer = () => {};
    const { comparison } = setup();
    comparison.getState().enableRemote(true);
    const run = comparison.getState().runExampleSet(examples);
    await vi.waitFor(() => expect(received.length).toBe(1));
    comparison.getState().cancelAll();
    await run;
    expect(comparison.getState().exampleSet.status).toBe("cancelled");
  });
});
