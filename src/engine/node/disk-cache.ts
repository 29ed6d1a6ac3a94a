import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { FileCache } from "../local/load/file-cache.ts";

/** So old a part belongs to no process that still writes. */
const abandonedMs = 24 * 3_600_000;

/**
 * Caches downloaded files in a folder, each under the hash of its URL. A file is renamed into place once it is complete,
 * so that processes may share the folder.
 */
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
    await this.#removeAbandoned();
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

  /** What processes left that were ended while they wrote. */
  async #removeAbandoned(): Promise<void> {
    for (const name of await readdir(this.#folder)) {
      if (!name.endsWith(".part")) continue;
      const path = join(this.#folder, name);
      const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Infinity }));
      if (Date.now() - mtimeMs > abandonedMs) await rm(path, { force: true });
    }
  }

  #pathFor(url: string): string {
    const name = url.slice(url.lastIndexOf("/") + 1).replace(/[^\w.-]/g, "_");
    return join(this.#folder, `${createHash("sha256").update(url).digest("hex").slice(0, 32)}-${name}`);
  }
}
