import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { limits } from "../../../../src/contract/limits.ts";
import { draftFromFragment, shareFragment } from "../../../../src/ui/playground/features/share/share-link.ts";
import { type Draft, sameDraft } from "../../../../src/ui/playground/stores/draft.ts";
import { defaultSettings } from "../../../../src/ui/draft/shared-draft.ts";
import { newRow } from "../../../../src/ui/playground/stores/rows.ts";
import { restoreDraft } from "../../../../src/ui/playground/stores/saved-draft.ts";

const text = fc.string({ unit: "grapheme" });

test("a link opens the draft that it was made from", async () => {
  await fc.assert(
    fc.asyncProperty(
      text,
      fc.array(text, { maxLength: 5 }),
      text,
      text,
      async (query, documents, topN, instruction) => {
        const settings = { ...defaultSettings, topN, instruction };
        const draft: Draft = { query, rows: documents.map(newRow), settings };
        const fragment = await shareFragment(draft);
        expect(fragment).toMatch(/^#d=[\w-]+$/);
        const opened = await draftFromFragment(fragment);
        expect(typeof opened === "object" && sameDraft(opened, draft)).toBe(true);
      },
    ),
  );
});

test("a link of the first version still opens", async () => {
  // Written by version 1 of the format. Never write it again.
  const opened = await draftFromFragment(
    "#d=LY6xTsNAEER_BU19xiIFxdYpQEoQBQUSorjcLfYp9q7x7TmJLP87OoVunmb0NCsW0JPDb-H5BoJ_uCeHqKGMLJZBX1BhuBXGVwPBLgqHFEG77dshs1mSLoNWjBp5eI0gfLLo4ls_DM0xSTocm8Nzs-yqmZcUGISLz2Nlu00VfbHqNZ3eQKhLm4sEb7VkiXAY_fVDzyz5nef9_0EQ4NCX04vmCr3ZlKlt-9J1SbofH_gxKLbtDw",
  );
  expect(opened).toMatchObject({
    query: "a query",
    rows: [{ document: "one" }, { document: { text: "two", id: 2 } }],
    settings: { ...defaultSettings, topN: "2", device: "wasm" },
  });
});

test.each(["", "#", "#other"])("%j is no link of ours", async (fragment) => {
  expect(await draftFromFragment(fragment)).toBeUndefined();
});

test.each(["#d=", "#d=%%%", "#d=AAAA", "#d=q1YqLE0tqlSyUkpUKFRISU1LLM0pAQA"])(
  "%j is damaged",
  async (fragment) => {
    expect(await draftFromFragment(fragment)).toBe("damaged");
  },
);

const packed = async (json: string): Promise<string> =>
  `#d=${deflateRawSync(json, { level: 9 }).toString("base64url")}`;

test.each([".", ")", ").", ",", "!", '"', "*", "_", "%29", "…", ">"])(
  "a link with %j behind it is read as without",
  async (rest) => {
    const link = await packed(JSON.stringify({ v: 1, query: "q", documents: ["a"] }));
    expect(await draftFromFragment(link + rest)).toMatchObject({ query: "q", rows: [{ document: "a" }] });
  },
);

test("a link of a newer version says so", async () => {
  expect(await draftFromFragment(await packed(JSON.stringify({ v: 2, question: "q" })))).toBe("newer");
});

test("a short link whose metadata is 10,000 levels deep is refused before it is parsed", async () => {
  const deep = `${"[".repeat(10_000)}${"]".repeat(10_000)}`;
  const link = await packed(`{"v":1,"query":"q","documents":[{"text":"a","metadata":{"a":${deep}}}]}`);
  expect(link.length).toBeLessThan(300);
  expect(await draftFromFragment(link)).toBe("too large");
});

test("a link that unpacks to 300 MB is not unpacked beyond the limit", async () => {
  const link = await packed(`{"v":1,"query":"${"a".repeat(300_000_000)}","documents":["a"]}`);
  const before = process.memoryUsage().arrayBuffers;
  expect(await draftFromFragment(link)).toBe("too large");
  // What was read in parts may not have been collected yet; the whole would be 300 MB.
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(4 * limits.linkBytes);
});

test("a link with a text longer than the limit is refused", async () => {
  const text = "a".repeat(limits.characters + 1);
  expect(await draftFromFragment(await packed(JSON.stringify({ v: 1, query: "q", documents: [text] })))).toBe(
    "too large",
  );
});

test("a saved draft beyond the limits is not opened", () => {
  const text = "a".repeat(limits.characters + 1);
  expect(restoreDraft({ v: 1, query: "q", documents: [text] })).toBeUndefined();
});

test("a saved draft without settings gets the defaults, and anything else is not a draft", () => {
  expect(restoreDraft({ v: 1, query: "q", documents: ["a"] })?.settings).toEqual(defaultSettings);
  expect(
    restoreDraft({ v: 1, query: "q", documents: ["a"], settings: { device: "abacus" } })?.settings,
  ).toEqual(defaultSettings);
  const half = { modelId: "org/name", topN: "5", hubHost: "", device: "wasm" };
  expect(restoreDraft({ v: 1, query: "q", documents: ["a"], settings: half })?.settings).toEqual({
    ...defaultSettings,
    modelId: "org/name",
    topN: "5",
    device: "wasm",
  });
  expect(restoreDraft({ v: 1, query: "q", documents: [5] })).toBeUndefined();
  expect(restoreDraft({ v: 99, query: "q", documents: ["a"] })).toBeUndefined();
  expect(restoreDraft(undefined)).toBeUndefined();
});
