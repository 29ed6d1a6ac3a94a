import * as v from "valibot";
import type { Pooling } from "../../../models/model.ts";
import { asJson, inspectMessages } from "./messages.ts";
import { checkFields } from "./declared-fields.ts";
import { type Inspection, notUsable, readAs } from "./folder.ts";

/** Since version 6, sentence-transformers writes `pooling_mode`; before, one `pooling_mode_…` was true, or several. */
const PoolingConfig = v.looseObject({});

/** By their names in either form, without `pooling_mode_` and `_tokens`. */
const poolings: ReadonlyMap<string, Pooling> = new Map([
  ["mean", "mean"],
  ["cls", "cls"],
  ["cls_token", "cls"],
  ["max", "max"],
  ["mean_sqrt_len", "mean-sqrt"],
  ["weightedmean", "weighted-mean"],
]);

/** @throws {RerankError} `model_not_found` for an unsupported pooling, or several that are joined */
export async function readPooling(
  path: string,
  inspection: Inspection,
): Promise<{ pooling: Pooling; includePrompt: boolean }> {
  const config: Record<string, unknown> = await readAs(PoolingConfig, inspection.folder, path);
  checkFields("Pooling", path, config, inspection);
  const modes = poolingModes(config);
  const pooling = modes.length === 1 ? poolings.get(modes[0]?.replace(/_tokens$/, "") ?? "") : undefined;
  if (!pooling) throw notUsable(inspection.folder.id, inspectMessages.pooling(modes));
  const { include_prompt: includePrompt = true } = config;
  return { pooling, includePrompt: Boolean(includePrompt) };
}

function poolingModes(config: Record<string, unknown>): string[] {
  const { pooling_mode: mode } = config;
  if (mode !== undefined) return [mode].flat().map((one) => (typeof one === "string" ? one : asJson(one)));
  const modes = Object.entries(config).flatMap(([name, value]) =>
    // Any value that Python takes for true, as sentence-transformers does.
    name.startsWith("pooling_mode_") && Boolean(value) ? [name.slice("pooling_mode_".length)] : [],
  );
  return modes.length > 0 ? modes : ["mean"];
}
