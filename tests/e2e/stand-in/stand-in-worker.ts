/** The script that page tests serve in place of the built worker's: the real worker around recorded scores. */
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

const scripts = new Map<string, Promise<string>>();

/** Bundled once in each process of Playwright. @param file takes the place of `loaded-model.ts` */
export function standInWorker(file = "stand-in-model.ts"): Promise<string> {
  const script = scripts.get(file) ?? bundle(path(file));
  scripts.set(file, script);
  return script;
}

async function bundle(model: string): Promise<string> {
  let replaced = false;
  const built = await rolldown({
    input: path("../../../src/engine/worker/rerank.worker.ts"),
    plugins: [
      {
        name: "stand-in-model",
        resolveId: (source) => {
          if (source !== "./loaded-model.ts") return undefined;
          replaced = true;
          return model;
        },
      },
    ],
  });
  const { output } = await built.generate({ format: "es", codeSplitting: false });
  await built.close();
  const { code } = output[0];
  if (!replaced) throw new Error("The worker does not import its model as expected.");
  return code;
}
