/** The page's own lint rules, run by the linter itself. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "lint-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** The numbers of the lines that the rule finds fault with. */
function faultyLines(rule: string, lines: readonly string[]): number[] {
  const config = join(folder, "config.json");
  const jsPlugins = [join(root, "scripts/lint/plugin.mjs")];
  writeFileSync(config, JSON.stringify({ jsPlugins, categories: {}, rules: { [`page/${rule}`]: "error" } }));
  const file = join(folder, `${rule}.tsx`);
  writeFileSync(file, lines.join("\n"));
  const { stdout } = spawnSync(
    process.execPath,
    [
      join(root, "node_modules/oxlint/bin/oxlint"),
      "-c",
      config,
      "-f",
      "unix",
      "-A",
      "all",
      "-D",
      `page/${rule}`,
      file,
    ],
    { encoding: "utf8" },
  );
  const found = [...stdout.matchAll(/\.tsx:(\d+):\d+: .*page\(/g)].map(([, line]) => Number(line));
  return [...new Set(found)];
}

test("a text beside something that can change is a fault; alone, or beside what stays, it is none", () => {
  expect(
    faultyLines("translated-text", [
      "export const fine1 = <p>{count}</p>;",
      "export const fine2 = <p>{on ? text.on : <b>off</b>}</p>;",
      "export const fine3 = <button><Icon /> {uiText.copy}</button>;",
      "export const fine4 = <button>{on ? <A /> : <B />}<span>{label}</span></button>;",
      "export const fine5 = <Dialog><h2>{title}</h2>{children}</Dialog>;",
      "export const bad6 = <button>{on ? <A /> : <B />}{uiText.copy}</button>;",
      "export const bad7 = <p>Found {on && <b />}</p>;",
      "export const bad8 = <p><Icon />{count}</p>;",
      "export const bad9 = <p>{on && `, ${name}`}<b /></p>;",
      "export const bad10 = <>{uiText.copy}</>;",
    ]),
  ).toEqual([6, 7, 8, 9, 10]);
});

test("a dynamic import goes through a helper that tries again", () => {
  expect(
    faultyLines("lazy-imports", [
      'export const fine1 = loadScript(() => import("./a.ts"));',
      'export const fine2 = lazyPart(() => import("./A.tsx"));',
      'export const bad3 = import("./a.ts");',
      'export const bad4 = lazy(() => import("./A.tsx"));',
    ]),
  ).toEqual([3, 4]);
});
