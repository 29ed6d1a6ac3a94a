import fc from "fast-check";
import { expect, test } from "vitest";
import {
  elementSnippet,
  iframeSnippet,
} from "../../../../src/ui/playground/features/embed/embed-snippets.ts";
import { type Draft, openingDraft } from "../../../../src/ui/playground/stores/draft.ts";
import { newRow } from "../../../../src/ui/playground/stores/rows.ts";
import { defaultSettings } from "../../../../src/ui/draft/shared-draft.ts";

const site = "https://site.example/tabrank/";
const draft: Draft = { query: "q", rows: ["a", "b"].map(newRow), settings: defaultSettings };

test("an element with what is on the page", () => {
  expect(elementSnippet(draft, { site, mode: "compact" })).toMatchInlineSnapshot(`
    "<script type="module" src="https://site.example/tabrank/element.js"></script>

    <tab-rank
      query="q"
      top-n="3"
      mode="compact"
    >
      <ul>
        <li>a</li>
        <li>b</li>
      </ul>
    </tab-rank>
    "
  `);
});

test("objects, and texts that a list would change, go as JSON", () => {
  const rows = [{ text: "b", id: 1 }, "two\nlines"].map(newRow);
  const snippet = elementSnippet({ ...draft, rows }, { site, mode: "full" });
  expect(snippet).toContain("&quot;two\\nlines&quot;");
  expect(snippet).not.toContain("<li>");
});

test("an iframe that only the page's origin may talk to", () => {
  const snippet = iframeSnippet({ site, mode: "full", fragment: "#d=abc", origin: "https://page.example" });
  expect(snippet).toContain(
    'src="https://site.example/tabrank/embed.html?mode=full&amp;origins=https%3A%2F%2Fpage.example#d=abc"',
  );
  expect(snippet).toContain('origin !== "https://site.example"');
});

test("no text opens a tag or leaves its attribute", () => {
  fc.assert(
    fc.property(fc.string(), fc.array(fc.string()), (query, documents) => {
      const hostile = documents.map((text) => newRow(`<script>${text}"`));
      const snippet = elementSnippet(
        { ...openingDraft(), query: `"><script>${query}`, rows: hostile },
        { site, mode: "full" },
      );
      expect(snippet.match(/<script/g)?.length).toBe(1);
      expect(snippet.match(/<tab-rank/g)?.length).toBe(1);
    }),
  );
});
