import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { embeddedModel } from "../../../../src/models/embedded-model.ts";
import { catalogue } from "../../../../src/models/catalogue.ts";
import { defaultSettings } from "../../../../src/ui/draft/shared-draft.ts";
import { packFragment } from "../../../../src/ui/draft/share-link.ts";
import {
  parseImage,
  imageFileError,
  imageSizeError,
} from "../../../../src/ui/playground/features/images/image-source.ts";
import { readPane } from "../../../../src/ui/playground/features/documents/import/read-pane.ts";
import { draftFromFragment, shareFragment } from "../../../../src/ui/playground/features/share/share-link.ts";
import { type Draft, draftRequest, sameDraft } from "../../../../src/ui/playground/stores/draft.ts";
import { createPlaygroundStore } from "../../../../src/ui/playground/stores/playground-store.ts";
import { sameQuestion } from "../../../../src/ui/playground/stores/ranking.ts";
import { imageName, newRow, displayText } from "../../../../src/ui/playground/stores/rows.ts";
import {
  restoreDraft,
  saveDraft,
  withoutOwnImages,
} from "../../../../src/ui/playground/stores/saved-draft.ts";
import { describeError } from "../../../../src/ui/text/describe-error.ts";
import { shortenData } from "../../../../src/ui/playground/ui/shorten-data.ts";
import { fakeEngines } from "./fake-engines.ts";

const own = "data:image/png;base64,iVBORw0KGgo=";
const remote = "https://images.example/a.png";

describe("the image of a request", () => {
  test.each([
    [remote, { kind: "remote", url: remote, host: "images.example" }],
    ["https://", { kind: "unusable" }],
    [own, { kind: "own", url: own, bytes: 8 }],
    ["iVBORw0KGgo=", { kind: "own", url: "data:;base64,iVBORw0KGgo=", bytes: 8 }],
    ["data:image/svg+xml,<svg/>", { kind: "unusable" }],
    ["javascript:alert(1)", { kind: "unusable" }],
    ["", { kind: "unusable" }],
    [" ", { kind: "unusable" }],
    ["=", { kind: "unusable" }],
  ])("%s", (image, source) => {
    expect(parseImage(image)).toEqual(source);
  });

  test("base64 in either alphabet, padded or not, has the size of its bytes", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 200 }),
        fc.constantFrom("base64" as const, "base64url" as const),
        (bytes, alphabet) => {
          const source = parseImage(`data:image/png;base64,${Buffer.from(bytes).toString(alphabet)}`);
          expect(source).toMatchObject({ kind: "own", bytes: bytes.length });
        },
      ),
    );
  });

  test("only web addresses and inline data are ever shown", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String(), fc.webUrl()), (text) => {
        const source = parseImage(text);
        if (source.kind === "own") expect(source.url).toMatch(/^data:[^,]*;base64,[A-Za-z0-9+/=]+$/);
        if (source.kind === "remote") expect(new URL(source.url).protocol).toMatch(/^https?:$/);
      }),
    );
  });

  test("limits are named with their figures", () => {
    expect(imageFileError({ type: "image/png", size: 8_000_000 })).toBeUndefined();
    expect(imageFileError({ type: "image/png", size: 9_000_000 })).toMatch(/9\.0 MB; the limit is 8\.0 MB/);
    expect(imageFileError({ type: "image/svg+xml", size: 10 })).toMatch(/SVG/);
    expect(imageFileError({ type: "", size: 10 })).toMatch(/not an image/);
    expect(imageSizeError(8000, 5000)).toBeUndefined();
    expect(imageSizeError(8001, 5000)).toMatch(/40 million/);
    expect(imageSizeError(0, 5)).toMatch(/no size/);
  });
});

const draft: Draft = {
  query: "text",
  queryImage: own,
  rows: [{ image: own, title: "a" }, { image: own, text: "b" }, { image: remote }, "c"].map(newRow),
  settings: defaultSettings,
};

test("an image replaces the text of the query, which is kept for later", () => {
  expect(draftRequest(draft, embeddedModel).query).toEqual({ image: own });
  expect(draftRequest({ ...draft, queryImage: undefined }, embeddedModel).query).toBe("text");
  const other = { ...draft, queryImage: remote };
  expect(sameDraft(draft, other)).toBe(false);
  expect(sameQuestion(draft, other)).toBe(false);
});

test("a saved draft has all its images, a link only those on the web", async () => {
  const bare = ({ rows, ...rest }: Draft) => ({ ...rest, documents: rows.map(({ document }) => document) });
  const kept = restoreDraft(saveDraft(draft));
  expect(kept && bare(kept)).toEqual(bare(draft));
  expect(withoutOwnImages(draft).leftOut).toBe(3);
  const shared = await draftFromFragment(await shareFragment(draft));
  expect(typeof shared === "object" && bare(shared)).toEqual({
    ...bare(draft),
    queryImage: undefined,
    documents: [{ text: "b" }, { image: remote }, "c"],
  });
});

test("a link without images opens without images", async () => {
  const fragment = await packFragment({ v: 1, query: "q", documents: ["a"], settings: defaultSettings });
  expect(await draftFromFragment(fragment)).toMatchObject({ query: "q", queryImage: undefined });
});

test("an image is named by title and id, or by its number", () => {
  expect(imageName({ image: own, title: "Cat", id: 7 }, 2)).toBe("Cat · id 7");
  expect(imageName({ image: own }, 2)).toBe("Image document 3");
  expect(displayText({ image: own }, 2)).toBe("Image document 3");
  expect(displayText({ image: own, text: " a " }, 2)).toBe("a");
  expect(displayText("", 2)).toBe("");
});

test("documents in JSON can be images", () => {
  expect(readPane(JSON.stringify([{ image: own }]))).toEqual({
    kind: "documents",
    documents: [{ image: own }],
  });
  expect(readPane('[{"title": "no content"}]')).toMatchObject({
    kind: "problems",
    problems: [{ message: expect.stringContaining("image") }],
  });
});

test("code for display has shortened images and is otherwise unchanged", () => {
  const long = `data:image/png;base64,${"iVBORw0KGgo".repeat(50)}=`;
  expect(shortenData(`{"image": "${long}", "text": "data: base64"}`)).toBe(
    `{"image": "data:image/png;base64,iVBORw0KGgoiVBOR…", "text": "data: base64"}`,
  );
  fc.assert(
    fc.property(fc.string(), (code) => {
      expect(shortenData(code)).toBe(code);
    }),
  );
});

describe("in the store", () => {
  const setup = () =>
    createPlaygroundStore({
      catalogue,
      now: () => 0,
      schedule: (show) => show(),
      engines: fakeEngines().engines,
    });

  test("adding images is one step to undo, and so is an image as the query", () => {
    const store = setup();
    const before = store.getState().draft;
    store.getState().appendDocuments([{ image: own }, { image: remote }], "Added 2 images.");
    store.getState().setQueryImage(own);
    expect(store.getState().draft.rows).toHaveLength(before.rows.length + 2);
    store.getState().setQueryImage(undefined);
    expect(store.getState().draft).toMatchObject({ query: before.query, queryImage: undefined });
    store.getState().undo();
    expect(store.getState().draft.queryImage).toBe(own);
    store.getState().undo();
    store.getState().undo();
    expect(sameDraft(store.getState().draft, before)).toBe(true);
  });

  test("a text model reports every image by its field and leaves the draft unchanged", async () => {
    const store = setup();
    store.getState().appendDocuments([{ image: own }], "Added.");
    store.getState().setQueryImage(own);
    const { draft: typed } = store.getState();
    await store.getState().rerank();
    const { run, draft: after } = store.getState();
    expect(run).toMatchObject({
      status: "failed",
      error: {
        code: "unsupported_input",
        errors: [{ field: "query.image" }, { field: "documents[10].image" }],
      },
    });
    expect(run.status === "failed" && describeError(run.error)).toBe(
      "The query: this model reads text only, not images. Document 11: this model reads text only, not images.",
    );
    expect(after).toBe(typed);
  });
});
