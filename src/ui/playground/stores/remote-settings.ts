/** Which server to compare with: everything but its key, which is never kept. */
import * as v from "valibot";
import { RerankError } from "../../../contract/errors.ts";
import type { RerankRequest } from "../../../contract/rerank.ts";
import type { Dialect } from "../../../engine/remote/dialects/dialect.ts";
import { type DialectName, dialects } from "../../../engine/remote/dialects/dialects.ts";
import { dialectNameFromUrl, findDialect } from "../../../engine/remote/dialects/find-dialect.ts";
import type { ModelEntry } from "../../../models/model.ts";
import { isExposedInTransit, requestUrl } from "../../../engine/remote/address.ts";
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

export const defaultRemote: RemoteSettings = presetSettings("generic");

export const SavedRemoteSettings = v.object({
  provider: v.picklist(dialects.map(({ name }) => name)),
  baseUrl: v.string(),
  path: v.string(),
  model: v.string(),
});

/** What a preset fills in. */
export function presetSettings(provider: Provider): RemoteSettings {
  const { baseUrl, models } = providerDialect(provider);
  return { provider, baseUrl, path: "", model: models[0] ?? "" };
}

export function providerDialect(provider: Provider): Dialect {
  return findDialect(provider === "recording" ? "generic" : provider);
}

/** A whole address tells the vendor: it may be another provider than the one that was chosen. */
export function withVendor(settings: RemoteSettings): RemoteSettings {
  const { provider, baseUrl } = settings;
  const vendor = dialectNameFromUrl(baseUrl);
  if (provider === "recording" || vendor === "generic" || vendor === provider) return settings;
  // Cohere's versions share a host: the choice between them stands.
  if (providerDialect(provider).baseUrl === providerDialect(vendor).baseUrl) return settings;
  return { ...presetSettings(vendor), baseUrl };
}

/** Where requests go; the error is for the field beside it. */
export function resolveAddress({
  baseUrl,
  path,
  provider,
}: RemoteSettings):
  | { ok: true; url: string; host: string; readable: boolean }
  | { ok: false; message: string; field: string } {
  try {
    const url = requestUrl(baseUrl, path.trim() === "" ? providerDialect(provider).path : path.trim());
    return { ok: true, url, host: new URL(url).host, readable: isExposedInTransit(url) };
  } catch (cause) {
    const [{ message, field } = { message: "is no address", field: "base_url" }] =
      RerankError.from(cause).errors;
    return { ok: false, message, field };
  }
}

/**
 * Tells the answers of one server and model from those of another.
 * @param instruction that it is given: the page's own model may take none
 */
export function sourceKey(
  { provider, baseUrl, path, model }: RemoteSettings,
  instruction: string | undefined,
): string {
  const server = provider === "recording" ? [] : [baseUrl.trim(), path.trim(), model.trim()];
  return JSON.stringify([provider, ...server, instruction]);
}

/** Where a key belongs: of another host, or of another provider, it is another. */
export function keySlot(settings: RemoteSettings): string {
  const address = resolveAddress(settings);
  return `${settings.provider} ${address.ok ? new URL(address.url).origin : ""}`;
}

/** Whether the address is the vendor's own: its key is for nobody else. */
export function isVendorAddress(settings: RemoteSettings): boolean {
  return dialectNameFromUrl(settings.baseUrl) !== "generic";
}

/**
 * The request that ran here, for another model.
 * @param local the page's own
 */
export function remoteRequest(
  draft: Draft,
  local: ModelEntry | undefined,
  { model }: Pick<RemoteSettings, "model">,
): RerankRequest {
  const { model: _, ...request } = requestOf(draft, local);
  return model.trim() === "" ? request : { model: model.trim(), ...request };
}
