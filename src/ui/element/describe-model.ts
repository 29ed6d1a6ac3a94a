/** Describes a model before it is downloaded, and what really ran. Pure. */
import { type Device, type ModelVariant, downloadBytes } from "../../models/model.ts";
import { formatBytes, formatDuration, plural } from "../text/format.ts";
import * as elementText from "./element-text.ts";
import type { Answer } from "./runner.ts";
import type { EngineSettings } from "./settings.ts";

const deviceNames: Record<Device, string> = { wasm: "WASM", webgpu: "WebGPU" };

/** `34 MB on WASM, 67 MB on WebGPU`: what the device and weights that are asked for may fetch. */
export function describeDownload({ model, device, dtype }: EngineSettings): string {
  const wanted = ({ devices }: ModelVariant): readonly Device[] =>
    device === "wasm" ? devices.filter((it) => it === "wasm") : devices;
  const sizes = model.variants
    .filter((variant) => wanted(variant).length > 0 && (dtype === undefined || variant.dtype === dtype))
    .map((variant) => {
      const on = wanted(variant).map((device) => deviceNames[device]);
      return `${formatBytes(downloadBytes(model, variant))} on ${on.join(" or ")} (${variant.dtype})`;
    });
  return sizes.length > 0 ? sizes.join(", ") : elementText.noWeights;
}

export function describeSource({ model, modelBaseUrl, hubHost }: EngineSettings): string {
  switch (model.source.kind) {
    case "embedded":
      return `from ${addressHost(modelBaseUrl)} at the first run`;
    case "hub":
      return fetchedFrom(hubHost);
    case "url":
      return fetchedFrom(model.source.baseUrl);
    case "files":
      return "from this machine";
  }
}

function fetchedFrom(address: string): string {
  return `from ${addressHost(address)} at the first run, then cached by this browser`;
}

/** `all-MiniLM-L6-v2 · WASM · w8a8 · 10 documents in 312 ms · score: cosine, verified`. */
export function describeAnswer({ model, engine, request, elapsedMs }: Answer): string {
  const adapter = engine.adapter === undefined ? "" : ` (${engine.adapter})`;
  return [
    model.title,
    `${deviceNames[engine.device]}${adapter}`,
    engine.dtype,
    `${plural(request.documents.length, "document")} in ${formatDuration(elapsedMs)}`,
    `score: ${model.scoreKind}, ${engine.selfTest ? "verified" : "not verified"}`,
  ].join(" · ");
}

function addressHost(address: string): string {
  return URL.canParse(address) ? new URL(address).host : address;
}
