/** `npm run serve` on a free port, for the tests that ask it. */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** Opens that server, and nothing else. */
export const serveKey = "serve-test-key";

export interface Served {
  url: string;
  stop: () => void;
}

export async function serve(): Promise<Served> {
  const child = spawn(process.execPath, ["scripts/serve.mjs", "--port", "0", "--api-key", serveKey], {
    cwd: fileURLToPath(new URL("../..", import.meta.url)),
    stdio: ["ignore", "pipe", "inherit"],
  });
  let printed = "";
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on("data", (data: Buffer) => {
      printed += data.toString();
      const [address] = /http:\/\/127\.0\.0\.1:\d+/.exec(printed) ?? [];
      if (address !== undefined && printed.includes("Ctrl+C")) resolve(address);
    });
    child.on("close", () => reject(new Error(`The server ended: ${printed}`)));
  });
  return { url, stop: () => void child.kill() };
}
