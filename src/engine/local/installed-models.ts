/** The models that the browser keeps for this page. */
import { modelCacheName } from "./browser-environment.ts";
import { storedBytesHeader } from "./load/model-files.ts";

export interface InstalledModel {
  /** `organisation/name`, or the address of its folder. */
  id: string;
  bytes: number;
  /** Cached addresses of its files. */
  urls: readonly string[];
}

/** What is in the cache, by model; empty where the browser keeps nothing. */
export async function listInstalledModels(): Promise<InstalledModel[]> {
  const cache = await openCache();
  if (!cache) return [];
  const models = new Map<string, { bytes: number; urls: string[] }>();
  for (const { url } of await cache.keys()) {
    const bytes = Number((await cache.match(url))?.headers.get(storedBytesHeader) ?? 0);
    const model = models.get(modelOf(url)) ?? { bytes: 0, urls: [] };
    models.set(modelOf(url), { bytes: model.bytes + bytes, urls: [...model.urls, url] });
  }
  return [...models].map(([id, model]) => ({ id, ...model }));
}

export async function deleteInstalledModel({ urls }: InstalledModel): Promise<void> {
  const cache = await openCache();
  if (cache) await Promise.all(urls.map((url) => cache.delete(url)));
}

/** `https://hub/organisation/name/resolve/revision/path` and `https://any/folder/path`. */
export function modelOf(url: string): string {
  const [, repository] = /^https?:\/\/[^/]+\/(?:.*\/)?([^/]+\/[^/]+)\/resolve\//.exec(url) ?? [];
  return repository ?? url.replace(/\/(onnx\/)?[^/]+$/, "");
}

/** To look must not make one. */
async function openCache(): Promise<Cache | undefined> {
  try {
    return (await globalThis.caches?.has(modelCacheName)) ? await caches.open(modelCacheName) : undefined;
  } catch {
    return undefined;
  }
}
