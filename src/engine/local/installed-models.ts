/** The models in the browser's cache for this page. */
import { modelCacheName } from "./browser-environment.ts";
import { storedBytesHeader } from "./load/file-cache.ts";

export interface InstalledModel {
  /** `organisation/name`, or the URL of its folder. */
  id: string;
  bytes: number;
  /** URLs of its cached files. */
  urls: readonly string[];
}

/** Empty where the browser caches nothing, or its cache fails. */
export async function listInstalledModels(): Promise<InstalledModel[]> {
  const cache = await openModelCache();
  return cache ? list(cache).catch(() => []) : [];
}

async function list(cache: Cache): Promise<InstalledModel[]> {
  const models = new Map<string, { bytes: number; urls: string[] }>();
  for (const { url } of await cache.keys()) {
    const id = modelIdFromUrl(url);
    const bytes = Number((await cache.match(url))?.headers.get(storedBytesHeader) ?? 0);
    const model = models.get(id) ?? { bytes: 0, urls: [] };
    models.set(id, { bytes: model.bytes + bytes, urls: [...model.urls, url] });
  }
  return [...models].map(([id, model]) => ({ id, ...model }));
}

export async function deleteInstalledModel({ urls }: InstalledModel): Promise<void> {
  const cache = await openModelCache();
  if (cache) await Promise.allSettled(urls.map((url) => cache.delete(url)));
}

/** The id from `https://hub/organisation/name/resolve/revision/path`, or the folder from `https://any/folder/path`. */
export function modelIdFromUrl(url: string): string {
  const [, repository] = /^https?:\/\/[^/]+\/(?:.*\/)?([^/]+\/[^/]+)\/resolve\//.exec(url) ?? [];
  return repository ?? url.replace(/\/(onnx\/)?[^/]+$/, "");
}

/** Looking for models must not create the cache. */
export async function openModelCache(): Promise<Cache | undefined> {
  try {
    return (await globalThis.caches?.has(modelCacheName)) ? await caches.open(modelCacheName) : undefined;
  } catch {
    return undefined;
  }
}
