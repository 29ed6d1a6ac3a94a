/** Saved drafts and shared links: anything opens as a valid draft or not at all, and a draft survives. */
import fc from "fast-check";
import { limitErrors } from "../../src/contract/limits.ts";
import { packFragment, unpackFragment } from "../../src/ui/draft/share-link.ts";
import { type SharedDraft, defaultSettings } from "../../src/ui/draft/shared-draft.ts";
import type { Draft } from "../../src/ui/playground/stores/draft.ts";
import { newRow } from "../../src/ui/playground/stores/rows.ts";
import { restoreDraft, saveDraft } from "../../src/ui/playground/stores/saved-draft.ts";
import { must } from "./expectations.ts";
import { damagedJson, damagedJsonText, hostileKey, hostileText, hostileValue } from "./hostile.ts";
import { fuzz } from "./targets.ts";

const right: SharedDraft = {
  v: 1,
  query: "bread",
  documents: ["the oven", { text: "a river", id: 7, metadata: { a: [1] } }],
  settings: { ...defaultSettings, modelId: "org/name", topN: "2" },
};

function mustBeDraft({ query, rows, settings }: Draft): void {
  must(typeof query === "string", "the query is a text");
  for (const { document } of rows)
    must(typeof document === "string" || typeof document.text !== "number", "documents are documents");
  must(
    /^https?:$/.test(new URL(settings.hubHost).protocol),
    `a hub is reached over HTTP, and not ${settings.hubHost}`,
  );
  for (const value of Object.values(settings))
    must(typeof value === "string", "a setting is as it was typed");
}

fuzz("draft: a damaged saved draft", fc.oneof(damagedJson(right), hostileValue), (saved) => {
  const draft = restoreDraft(saved);
  if (!draft) return;
  mustBeDraft(draft);
  const again = restoreDraft(saveDraft(draft));
  must(isSame(again, draft), "a draft that was restored is restored again");
});

/** The fields of a draft and of its documents in the order of their names. */
function sorted({ documents, ...rest }: SharedDraft): unknown {
  const byName = (fields: object): unknown =>
    Object.fromEntries(Object.entries(fields).toSorted(([one], [other]) => (one < other ? -1 : 1)));
  return { ...rest, documents: documents.map((one) => (typeof one === "string" ? one : byName(one))) };
}

/** As JSON holds them. */
function isSame(a: Draft | undefined, b: Draft): boolean {
  if (a === undefined) return false;
  const [one, other] = [a, b].map((draft) => JSON.stringify(sorted(saveDraft(draft))));
  return one === other;
}

async function deflated(text: string): Promise<string> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  return `#d=${Buffer.from(await new Response(stream).arrayBuffer()).toString("base64url")}`;
}

fuzz(
  "draft: a damaged link",
  fc.tuple(damagedJsonText(right), fc.option(fc.tuple(fc.nat(), hostileText))),
  async ([json, edit]) => {
    const whole = await deflated(json);
    const at = edit === null ? whole.length : edit[0] % (whole.length + 1);
    const link = whole.slice(0, at) + (edit === null ? "" : edit[1]);
    const draft = restoreDraft(await unpackFragment(link));
    if (draft) mustBeDraft(draft);
  },
);

const document = fc.oneof(
  hostileText,
  fc
    .tuple(hostileText, fc.array(fc.tuple(hostileKey, hostileValue), { maxLength: 3 }))
    .map(([text, entries]) => ({
      ...(Object.fromEntries(entries.filter(([key]) => !contractKeys.has(key))) as Record<string, unknown>),
      text,
    })),
);
/** Fields of the contract have types. */
const contractKeys = new Set(["text", "image", "id", "title", "metadata"]);

fuzz(
  "draft: a link opens the draft that it was made from",
  fc.record({
    query: hostileText,
    documents: fc.array(document, { maxLength: 3 }),
    topN: hostileText,
    instruction: hostileText,
  }),
  async ({ query, documents, topN, instruction }) => {
    if (limitErrors(query, documents).length > 0) return;
    const json = JSON.stringify(documents);
    const draft: Draft = {
      query,
      rows: (JSON.parse(json) as typeof documents).map(newRow),
      settings: { ...defaultSettings, topN, instruction },
    };
    const opened = restoreDraft(await unpackFragment(await packFragment(saveDraft(draft))));
    must(isSame(opened, draft), "a link opens the draft that it was made from");
  },
);
