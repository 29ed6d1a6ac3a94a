import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { FileCache } from "../local/load/file-cache.ts";

/** Caches downloaded files in a folder, each under the hash of its URL. A file is renamed into place once it is complete. */
export class DiskCache implements FileCache {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async match(url: string): Promise<Response | undefined> {
    const bytes = await readFile(this.#pathFor(url)).catch(() => undefined);
    return bytes && new Response(bytes);
  }

  async put(url: string, response: Response): Promise<void> {
    const path = this.#pathFor(url);
    const part = `${path}.${randomUUID()}.part`;
    await mkdir(this.#folder, { recursive: true });
    try {
      if (response.body) await writeFile(part, response.body);
      await rename(part, path);
    } finally {
      await rm(part, { force: true });
    }
  }

  async delete(url: string): Promise<boolean> {
    return rm(this.#pathFor(url)).then(
      () => true,
      () => false,
    );
  }

  #pathFor(url: string): string {
    const name = url.slice(url.lastIndexOf("/") + 1).replace(/[^\w.-]/g, "_");
    return join(this.#folder, `${createHash("sha256").update(url).digest("hex").slice(0, 32)}-${name}`);
  }
}
