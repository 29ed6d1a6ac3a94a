import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { checkOut } from "../../../scripts/build.mjs";

test("a build empties no folder but that of a site, and an empty one", () => {
  const folder = mkdtempSync(join(tmpdir(), "tabrank-out-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const check = () => checkOut(folder);
  expect(check).not.toThrow();
  expect(() => checkOut(join(folder, "not-there"))).not.toThrow();
  writeFileSync(join(folder, "embed.html"), "");
  mkdirSync(join(folder, "src"));
  expect(check).toThrow("is not empty and holds no site of tabrank");
  writeFileSync(join(folder, "tabrank-service-worker.js"), "");
  expect(check).not.toThrow();
});

test("the repository itself is never emptied", () => {
  expect(() => checkOut(fileURLToPath(new URL("../../..", import.meta.url)))).toThrow("is not empty");
});
