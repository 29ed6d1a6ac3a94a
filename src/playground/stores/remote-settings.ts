/** Which server to compare with: everything but its key, which is never kept. */
import * as v from "valibot";
import { RerankError } from "../../contract/errors.ts";
import type { RerankRequest } from "../../contract/rerank.ts";
import type { Dialect } from "../../engine/remote/dialects/dialect.ts";
import {
  type DialectName,
  dialectOfUrl,
  dialects,
  findDialect,
} from "../../engine/remote/dialects/dialects.ts";
import { isReadableOnTheWay, requestUrl } from "../../engine/remote/address.ts";
import { type Draft, requestOf } from "./draft.ts";

/** A kind of server, or answers of one out of a file. */
export type Provider = DialectName | "recording";

export interface RemoteSettings {
  provider: Provider;
  /** As typed. */
  baseUrl: string;
  /** Empty: the provider's own. */
  path: string;
  model: string;
}

export const defaultRemote: RemoteSettings = settingsOf("generic");

export const SavedRemoteSettings = v.object({
  provider: v.picklist(dialects.map(({ name }) => name)),
  baseUrl: v.string(),
  path: v.string(),
  model: v.string(),
});

/** What a preset fills in. */
export function settingsOf(provider: Provider): RemoteSettings {
  const { baseUrl, models } = dialectOf(provider);
  return { provider, baseUrl, path: "", model: models[0] ?? "" };
}

export function dialectOf(provider: Provider): Dialect {
  return findDialect(provider === "recording" ? "generic" : provider);
}

/** An address tells the vendor: with another base URL it may be another provider. */
export function withBaseUrl(settings: RemoteSettings, baseUrl: string): RemoteSettings {
  const vendor = dialectOfUrl(baseUrl);
  if (vendor === "generic" || vendor === settings.provider) return { ...settings, baseUrl };
  // Cohere's versions share a host: the choice between them stands.
  if (dialectOf(settings.provider).baseUrl === dialectOf(vendor).baseUrl) return { ...settings, baseUrl };
  return { ...settingsOf(vendor), baseUrl };
}

/** Where requests go; the error is for the field beside it. */
export function addressOf({
  baseUrl,
  path,
  provider,
}: RemoteSettings):
  | { ok: true; url: string; host: string; readable: boolean }
  | { ok: false; message: string } {
  try {
    const url = requestUrl(baseUrl, path.trim() === "" ? dialectOf(provider).path : path.trim());
    return { ok: true, url, host: new URL(url).host, readable: isReadableOnTheWay(url) };
  } catch (cause) {
    return { ok: false, message: RerankError.from(cause).errors[0]?.message ?? "is no address" };
  }
}

/** The request that ran here, for another model. */
export function remoteRequestOf(draft: Draft, { model }: Pick<RemoteSettings, "model">): RerankRequest {
  const { model: _, ...request } = requestOf(draft);
  return model.trim() === "" ? request : { model: model.trim(), ...request };
}
