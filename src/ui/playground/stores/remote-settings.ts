/** Which server to compare with: everything but its key, which is never saved. */
import * as v from "valibot";
import { RerankError } from "../../../contract/errors.ts";
import type { RerankRequest } from "../../../contract/rerank.ts";
import type { Dialect } from "../../../engine/remote/dialects/dialect.ts";
import { type DialectName, dialects } from "../../../engine/remote/dialects/dialects.ts";
import { dialectNameFromUrl, findDialect } from "../../../engine/remote/dialects/find-dialect.ts";
import type { ModelEntry } from "../../../models/model.ts";
import { isExposedInTransit, requestUrl } from "../../../engine/remote/address.ts";
import { candidateText } from "../text/candidates.ts";
import { type Draft, draftRequest } from "./draft.ts";

/** A kind of server, or recorded answers. */
export type Provider = DialectName | "recording";

export interface RemoteSettings {
  provider: Provider;
  /** As typed. */
  baseUrl: string;
  /** Empty: the provider's default. */
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

/** The settings that a preset fills in. */
export function presetSettings(provider: Provider): RemoteSettings {
  const { baseUrl, models } = providerDialect(provider);
  return { provider, baseUrl, path: "", model: models[0] ?? "" };
}

export function providerDialect(provider: Provider): Dialect {
  return findDialect(provider === "recording" ? "generic" : provider);
}

/** The settings with the vendor that the address belongs to, even if another provider was selected. */
export function withVendor(settings: RemoteSettings): RemoteSettings {
  const { provider, baseUrl } = settings;
  const vendor = dialectNameFromUrl(baseUrl);
  if (provider === "recording" || vendor === "generic" || vendor === provider) return settings;
  // Cohere's versions share a host, so the selected version stays.
  if (providerDialect(provider).baseUrl === providerDialect(vendor).baseUrl) return settings;
  return { ...presetSettings(vendor), baseUrl };
}

/** The address of requests, or an error for the field `field`. `readable`: others on the network can read what is sent. */
export function resolveAddress({
  baseUrl,
  path,
  provider,
  model,
}: RemoteSettings):
  | { ok: true; url: string; host: string; readable: boolean }
  | { ok: false; message: string; field: string } {
  try {
    const wanted = path.trim() === "" ? providerDialect(provider).path : path.trim();
    const url = requestUrl(baseUrl, wanted, model.trim());
    return { ok: true, url, host: new URL(url).host, readable: isExposedInTransit(url) };
  } catch (cause) {
    const [{ message, field } = { message: candidateText.noAddress, field: "base_url" }] =
      RerankError.from(cause).errors;
    return { ok: false, message, field };
  }
}

/**
 * Identifies the server, its model and its instruction: answers with different keys are not compared.
 * @param instruction `undefined` if the page's own model takes none
 */
export function sourceKey(
  { provider, baseUrl, path, model }: RemoteSettings,
  instruction: string | undefined,
): string {
  const server = provider === "recording" ? [] : [baseUrl.trim(), path.trim(), model.trim()];
  return JSON.stringify([provider, ...server, instruction]);
}

/** What an API key belongs to: a provider and a host. */
export function keySlot(settings: RemoteSettings): string {
  const address = resolveAddress(settings);
  return `${settings.provider} ${address.ok ? new URL(address.url).origin : ""}`;
}

/** Whether the address is a vendor's own; its key must not be sent to anyone else. */
export function isVendorAddress(settings: RemoteSettings): boolean {
  return dialectNameFromUrl(settings.baseUrl) !== "generic";
}

/**
 * The request of a draft, for a server.
 * @param local the page's own model
 */
export function remoteRequest(
  draft: Draft,
  local: ModelEntry | undefined,
  { model }: Pick<RemoteSettings, "model">,
): RerankRequest {
  const { model: _, ...request } = draftRequest(draft, local);
  return model.trim() === "" ? request : { model: model.trim(), ...request };
}
