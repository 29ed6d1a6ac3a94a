/** What is built carries the licences of the packages in it. How they are collected is tested in tests/unit/scripts. */
import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { noticesFile } from "../../scripts/notices.mjs";

const read = (folder: string): string =>
  readFileSync(new URL(`../../${folder}/${noticesFile}`, import.meta.url), "utf8");

/** Names of the packages in a notices file, in its order. */
const packages = (text: string): string[] =>
  [...text.matchAll(/^(\S+) \d+\.\S+\nLicence: /gm)].flatMap(([, name]) => name ?? []);

test("the site names the packages of the page and of its workers", () => {
  const text = read("dist");
  expect(packages(text)).toEqual(
    expect.arrayContaining([
      "onnxruntime-web",
      "react",
      "react-dom",
      "tailwindcss",
      "tokenizers",
      "valibot",
      "zustand",
    ]),
  );
  // ONNX Runtime's own notices, for the WASM beside the page.
  expect(text).toContain("THIRD PARTY SOFTWARE NOTICES AND INFORMATION");
});

test("the package names what is bundled in it, and not what it depends on", () => {
  const names = packages(read("lib"));
  expect(names).toEqual(expect.arrayContaining(["birpc", "tokenizers", "valibot"]));
  for (const name of ["onnxruntime-web", "react", "ai"]) expect(names).not.toContain(name);
});
