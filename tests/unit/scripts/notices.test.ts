import { readFileSync } from "node:fs";
import { type Plugin, rolldown } from "rolldown";
import { describe, expect, test } from "vitest";
import { thirdPartyNotices } from "../../../scripts/notices.mjs";

/** Bundles a module of this text and returns the notices of what it contains. */
async function noticesOf(code: string, unseen: string[] = []): Promise<string> {
  const notices = thirdPartyNotices(unseen);
  const entry: Plugin = {
    name: "entry",
    resolveId: (id) => (id === "entry.js" ? `${import.meta.dirname}/entry.js` : undefined),
    load: (id) => (id.endsWith("/entry.js") ? code : undefined),
  };
  const bundle = await rolldown({
    input: "entry.js",
    platform: "browser",
    plugins: [entry, notices.collect()],
    logLevel: "silent",
  });
  await bundle.generate();
  return notices.text();
}

const installed = (path: string): string =>
  readFileSync(new URL(`../../../node_modules/${path}`, import.meta.url), "utf8");

describe("third-party notices", () => {
  test("have name, version and licence text of what is bundled, and nothing else", async () => {
    const text = await noticesOf(
      `import { useState } from "react"; import "zustand"; console.log(useState);`,
    );
    const { version } = JSON.parse(installed("react/package.json")) as { version: string };
    expect(text).toContain(`react ${version}\nLicence: MIT`);
    expect(text).toContain(installed("react/LICENSE").trim());
    expect(text).not.toContain("valibot");
    // Imported, but no code of it is left.
    expect(text).not.toContain("zustand");
  });

  test("take the text from licences/ where a package carries none", async () => {
    const text = await noticesOf("console.log(1);", ["onnxruntime-web", "vite"]);
    expect(text).toContain("Copyright (c) Microsoft Corporation");
    expect(text).toContain("THIRD PARTY SOFTWARE NOTICES AND INFORMATION");
    expect(text).toContain("VoidZero Inc. and Vite contributors");
    // Packages that Vite has bundled in itself are not in our output.
    expect(text).not.toContain("@jridgewell");
  });

  test("name the library of which the tokenizer is a port, where it is bundled", async () => {
    const text = await noticesOf(`export * from "../../../src/engine/worker/tokenizer/merge-queue.ts";`);
    expect(text).toContain("tokenizers 0.23\nLicence: Apache-2.0\n");
    expect(text).toContain("https://github.com/huggingface/tokenizers");
    expect(text).toContain("Apache License\n                           Version 2.0, January 2004");
    expect(await noticesOf("console.log(1);")).not.toContain("tokenizers");
  });

  test("fail for a package without any licence text", async () => {
    await expect(noticesOf("console.log(1);", ["onnxruntime-node"])).rejects.toThrow(
      "onnxruntime-node has no licence file",
    );
  });
});
