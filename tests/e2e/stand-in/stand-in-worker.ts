/** The script that page tests serve in place of the built worker's: the real worker around recorded scores. */
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

let script: Promise<string> | undefined;

/** Bundled once in each process of Playwright. */
export function standInWorker(): Promise<string> {
  script ??= bundle();
  return script;
}

async function bundle(): Promise<string> {
  const model = path("stand-in-model.ts");
  const built = await rolldown({
    input: path("../../../src/engine/worker/rerank.worker.ts"),
    plugins: [
      { name: "stand-in-model", resolveId: (source) => (source === "./loaded-model.ts" ? model : undefined) },
    ],
  });
  const { output } = await built.generate({ format: "es", codeSplitting: false });
  await built.close();
  const { code } = output[0];
  if (!code.includes("Nothing is recorded for"))
    throw new Error("The worker does not import its model as expected.");
  return code;
}
