/** `in-page.ts` as one script. */
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

export async function inPageScript(): Promise<string> {
  const built = await rolldown({ input: fileURLToPath(new URL("in-page.ts", import.meta.url)) });
  const { output } = await built.generate({ format: "iife", codeSplitting: false });
  await built.close();
  return output[0].code;
}
